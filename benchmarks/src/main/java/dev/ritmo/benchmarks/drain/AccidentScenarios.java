package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.drain.Scenario.Unit;
import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rejections that are nobody's limit, in the order of the table. */
final class AccidentScenarios {

  private static final int LIMIT = 50;
  private static final int ENFORCED = 30;
  private static final int PERIODS = 6;
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final long P = PERIOD.toNanos();
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final Limit DAILY = Limit.calls(5000, 1, TimeUnit.DAYS);

  static final List<Scenario> ALL =
      List.of(
          fifty("stray", "one stray rejection", Mishaps.strayAmong(PERIODS * LIMIT)),
          fifty("random-1", "1 % of requests rejected", Mishaps.noise(0.01)),
          fifty("random-5", "5 % of requests rejected", Mishaps.noise(0.05)),
          fifty("random-10", "10 % of requests rejected", Mishaps.noise(0.1)),
          fifty("random-15", "15 % of requests rejected", Mishaps.noise(0.15)),
          fifty("random-20", "20 % of requests rejected", Mishaps.noise(0.2)),
          fifty("outage-half", "everything rejected for 2.5 s", Mishaps.outage(0.5, P)),
          fifty("outage-2", "everything rejected for 10 s", Mishaps.outage(2, P)),
          fifty("neighbour", "60 % less for 10 s", Mishaps.step(0.6, 2, P)),
          fifty("neighbour-80", "80 % less for 10 s", Mishaps.step(0.8, 2, P)),
          fifty("neighbour-flow", "another sends 30 per 5 s", Mishaps.flow(0.6, 4, LIMIT, P)),
          fifty("raised", "30 per 5 s, later 50", Mishaps.raised(0.4, P)),
          of(
              "wrong-random",
              "told 50, enforced 30, 5 % rejected",
              ENFORCED,
              LIMIT,
              PERIOD,
              new Adversity(Counting.sliding(ENFORCED, P), Mishaps.noise(0.05), null)),
          twoPeriods("two-stray", "10 per 1 s, 5,000 per day, stray", 10, Mishaps.stray(20)),
          twoPeriods("two-lower", "10 per 1 s, 5,000 per day, true 6", 6, Mishaps.none()),
          // with fresh eyes
          fifty("flapping", "everything rejected for 1 of 5 s", Mishaps.flapping(5, P)),
          fifty("brown-out", "half rejected for 10 s", Mishaps.brownOut(0.5, 2, P)),
          fifty("strays", "three rejected in a row", Mishaps.strays(100, 3)),
          fifty("lowered", "50 per 5 s, later 30", Mishaps.lowered(0.4, P)),
          fifty("cron", "another sends 25 at once", Mishaps.flow(0.5, 4, LIMIT, P, 25)),
          fifty("outage-first", "everything rejected at first", Mishaps.outageAtStart(1, P)),
          counting(
              "fixed-random",
              "fixed window, 10 % rejected",
              Counting.fixed(LIMIT, P),
              Mishaps.noise(0.1)),
          counting(
              "bucket-mixed",
              "token bucket, neighbour, stray",
              Counting.bucket(LIMIT, P),
              Mishaps.flow(0.4, 3, LIMIT, P).and(Mishaps.strayAmong(PERIODS * LIMIT))),
          counting(
              "quantised-random",
              "5 per 0.5 s, 5 % rejected",
              Counting.quantised(LIMIT, P, 10),
              Mishaps.noise(0.05)),
          counting(
              "concurrent",
              "16 at a time as well",
              Counting.sliding(LIMIT, P).and(Counting.concurrent(16)),
              Mishaps.none()));

  private AccidentScenarios() {}

  private static Scenario fifty(String name, String title, Mishaps mishaps) {
    return counting(name, title, Counting.sliding(LIMIT, P), mishaps);
  }

  private static Scenario counting(String name, String title, Counting counting, Mishaps mishaps) {
    return of(name, title, LIMIT, LIMIT, PERIOD, new Adversity(counting, mishaps, null));
  }

  private static Scenario twoPeriods(String name, String title, int enforced, Mishaps mishaps) {
    Counting counting =
        Counting.sliding(enforced, SECOND).and(Counting.sliding(5000, DAILY.periodNanos()));
    Adversity adversity = new Adversity(counting, mishaps, DAILY);
    return of(name, title, 5 * enforced, 10, Duration.ofSeconds(1), adversity);
  }

  private static Scenario of(
      String name,
      String title,
      int perFiveSeconds,
      int told,
      Duration period,
      @Nullable Adversity adversity) {
    return new Scenario(
        name,
        title,
        PERIODS * perFiveSeconds,
        32,
        Unit.REQUESTS,
        told,
        period,
        phase -> Policy.unlimited(),
        phase -> Policy.unlimited(),
        adversity);
  }
}
