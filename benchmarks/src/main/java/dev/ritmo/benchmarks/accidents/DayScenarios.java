package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.accidents.Load.Stage;
import dev.ritmo.benchmarks.accidents.Load.Stream;
import dev.ritmo.benchmarks.provider.Accident.Cut;
import dev.ritmo.benchmarks.provider.Accident.Flow;
import dev.ritmo.benchmarks.provider.Accident.Noise;
import dev.ritmo.benchmarks.provider.Accident.Outage;
import dev.ritmo.benchmarks.provider.Accident.StrayAt;
import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls that come for hours whatever becomes of them, in the order of the table. */
final class DayScenarios {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final Limit HUNDREDS = Limit.calls(500, 60, TimeUnit.SECONDS);
  private static final Limit TEN = Limit.calls(10, 1, TimeUnit.SECONDS);
  private static final Limit DAILY = Limit.calls(5000, 1, TimeUnit.DAYS);

  private final long duration;
  private final List<Scenario> all = new ArrayList<>();

  private DayScenarios(long hours) {
    this.duration = hours * HOUR;
  }

  static List<Scenario> all(long hours) {
    DayScenarios day = new DayScenarios(hours);
    day.addLight();
    day.addFull();
    day.addWrong();
    day.addOutages();
    day.addFew();
    day.addDaily();
    return day.all;
  }

  private void addLight() {
    Scenario hundreds = minutely("light 1/10 s, stray, later full", 500);
    all.add(strayAt(lightThenFull(hundreds, 10 * SECOND), 3 * MINUTE));
    hundreds = minutely("light 1/2 s, stray, later full", 500);
    all.add(strayAt(lightThenFull(hundreds, 2 * SECOND), 3 * MINUTE));
    Scenario ten = minutely("10/60s, light 1/15 s, stray, full", 10);
    all.add(strayAt(lightThenFull(ten, 15 * SECOND), 3 * MINUTE));
  }

  private void addFull() {
    all.add(strayAt(minutely("full, stray", 500), HOUR));
    for (double percent : new double[] {0.1, 1, 10, 20}) {
      Scenario full = minutely("full, random " + percent + "%", 500);
      all.add(full.with(seed -> List.of(new Noise(percent / 100))));
    }
  }

  private void addWrong() {
    Counting enforced = Counting.sliding(300, MINUTE);
    Scenario wrong = minutely("true 300", 300, enforced).told(HUNDREDS);
    wrong = wrong.with(stream(MINUTE / 500));
    all.add(wrong);
    all.add(wrong.named("true 300 + random 5%").with(seed -> List.of(new Noise(0.05))));
    all.add(
        minutely("true 300, punished", 300, enforced.punishing())
            .told(HUNDREDS)
            .with(stream(MINUTE / 500)));
    all.add(minutely("full, jitter 200 ms", 500).jitter(4 * Scenario.JITTER));
    all.add(
        minutely("quantised, load 1.2", 500, Counting.quantised(500, MINUTE, 10))
            .with(stream(MINUTE / 600)));
  }

  private void addOutages() {
    all.add(
        minutely("outage 10 min", 500)
            .with(seed -> List.of(new Outage(2 * HOUR, 2 * HOUR + 10 * MINUTE))));
    all.add(minutely("outage 2 h", 500).with(seed -> List.of(new Outage(2 * HOUR, 4 * HOUR))));
    all.add(
        minutely("neighbour 60% 2 h, step", 500)
            .with(seed -> List.of(new Cut(0.6, 2 * HOUR, 4 * HOUR))));
    all.add(
        minutely("neighbour 60% 2 h, flow", 500)
            .with(seed -> List.of(new Flow(MINUTE / 300, 1, 2 * HOUR, 4 * HOUR))));
    all.add(
        minutely("true 300 raised at 6 h", 500).with(seed -> List.of(new Cut(0.4, 0, 6 * HOUR))));
  }

  private void addFew() {
    Limit ten = Limit.calls(10, 60, TimeUnit.SECONDS);
    all.add(minutely("10/60s true 6", 6).told(ten).with(stream(MINUTE / 10)));
  }

  private void addDaily() {
    Counting both = Counting.sliding(10, SECOND).and(Counting.sliding(5000, DAY));
    Scenario two =
        Scenario.of("10/s + 5000/day, stray", 10, SECOND, both)
            .told(TEN, DAILY)
            .with(stream(15 * SECOND));
    all.add(strayAt(two, 3 * MINUTE));
    all.add(strayAt(two.named("the same, 1 call per 1 s").with(stream(SECOND)), 3 * MINUTE));
    all.add(two.named("the same, random 1%").with(seed -> List.of(new Noise(0.01))));
    Counting less = Counting.sliding(10, SECOND).and(Counting.sliding(3000, DAY));
    all.add(
        Scenario.of("10/s + 5000/day, true 3000/day", 10, SECOND, less)
            .told(TEN, DAILY)
            .with(stream(15 * SECOND)));
    Counting onlyDaily = Counting.sliding(5000, DAY);
    all.add(
        strayAt(
            Scenario.of("5000/day, light 1/min, stray", 5000, DAY, onlyDaily).with(stream(MINUTE)),
            3 * MINUTE));
  }

  private Scenario minutely(String name, int limit) {
    return minutely(name, limit, Counting.sliding(limit, MINUTE));
  }

  private Scenario minutely(String name, int limit, Counting counting) {
    return Scenario.of(name, limit, MINUTE, counting).with(stream(MINUTE / limit));
  }

  private Stream stream(long interval) {
    return new Stream(List.of(new Stage(0, interval)), duration, Stream.MINUTE);
  }

  private Scenario lightThenFull(Scenario scenario, long interval) {
    Stage full = new Stage(3 * HOUR, scenario.period() / scenario.limit());
    return scenario.with(
        new Stream(List.of(new Stage(0, interval), full), duration, Stream.MINUTE));
  }

  private static Scenario strayAt(Scenario scenario, long time) {
    return scenario.with(seed -> List.of(new StrayAt(time)));
  }
}
