package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The batches of the table, in its order. */
final class TableScenarios {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int N = 50;
  private static final long P = 5 * SECOND;
  private static final int LOWER = 30;
  private static final Limit FIFTY = Limit.calls(N, 5, TimeUnit.SECONDS);

  private TableScenarios() {}

  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    addClean(all);
    addWrong(all);
    addStray(all);
    addOutages(all);
    addNeighbours(all);
    addOtherLimits(all);
    addSeveralPeriods(all);
    all.addAll(MoreScenarios.all());
    return all;
  }

  private static void addClean(List<Scenario> all) {
    all.add(fifty("sliding"));
    all.add(Scenario.of("fixed", N, P, Counting.fixed(N, P)));
    all.add(Scenario.of("bucket", N, P, Counting.bucket(N, P)));
    all.add(Scenario.of("quantised", N, P, Counting.quantised(N, P, 10)));
  }

  private static void addWrong(List<Scenario> all) {
    Counting enforced = Counting.sliding(LOWER, P);
    Scenario wrong = Scenario.of("wrong 30", LOWER, P, enforced).told(FIFTY);
    all.add(wrong);
    all.add(Scenario.of("wrong 30 punished", LOWER, P, enforced.punishing()).told(FIFTY));
    all.add(noisy(wrong.named("wrong 30 + 5% random"), 0.05));
  }

  private static void addStray(List<Scenario> all) {
    all.add(fifty("stray #20").with(Mishaps.stray(20)));
    all.add(fifty("stray #120").with(Mishaps.stray(120)));
    all.add(fifty("stray any").with(Mishaps.strayAmong(300)));
    for (int percent : new int[] {1, 5, 10, 15, 20}) {
      all.add(noisy(fifty("random " + percent + "%"), percent / 100.0));
    }
  }

  private static void addOutages(List<Scenario> all) {
    for (double periods : new double[] {0.3, 0.5, 0.8, 1, 2, 3}) {
      all.add(outage(fifty("outage " + periods + "P"), periods));
    }
  }

  private static void addNeighbours(List<Scenario> all) {
    for (int percent : new int[] {20, 40, 60, 80}) {
      all.add(step(fifty("neighbour " + percent + "% 2P step"), percent / 100.0, 2));
    }
    for (int percent : new int[] {20, 60, 80}) {
      Scenario longer =
          fifty("neighbour " + percent + "% 4P flow").with(new Load.Batch(Scenario.WORKERS, 400));
      all.add(flow(longer, percent / 100.0, 4));
    }
    all.add(fifty("raised 30->50").with(Mishaps.raised(0.4, P)));
  }

  private static void addOtherLimits(List<Scenario> all) {
    all.add(noisy(sliding("20/1s random 10%", 20, 1), 0.1));
    all.add(sliding("20/1s wrong 12", 12, 1).told(Limit.calls(20, 1, TimeUnit.SECONDS)));
    all.add(noisy(sliding("10/60s random 10%", 10, 60), 0.1));
    all.add(sliding("10/60s wrong 6", 6, 60).told(Limit.calls(10, 60, TimeUnit.SECONDS)));
    Limit told = Limit.calls(500, 60, TimeUnit.SECONDS);
    all.add(sliding("500/60s wrong 300", 300, 60).told(told));
    all.add(noisy(sliding("500/60s random 10%", 500, 60), 0.1));
    all.add(noisy(sliding("500/60s random 20%", 500, 60), 0.2));
    Load.Batch sixtyFour = new Load.Batch(64, 600); // half as many are held up by their own waits
    all.add(noisy(sliding("100/1s random 15%", 100, 1), 0.15).with(sixtyFour));
    all.add(noisy(sliding("500/60s wrong 300 + 5%", 300, 60).told(told), 0.05));
    all.add(outage(sliding("500/60s outage 30 s", 500, 60), 0.5));
    all.add(
        Scenario.of(
            "500/60s quantised", 500, 60 * SECOND, Counting.quantised(500, 60 * SECOND, 10)));
  }

  private static void addSeveralPeriods(List<Scenario> all) {
    Limit ten = Limit.calls(10, 1, TimeUnit.SECONDS);
    Limit daily = Limit.calls(5000, 1, TimeUnit.DAYS);
    Counting day = Counting.sliding(5000, TimeUnit.DAYS.toNanos(1));
    Load.Batch threeHundred = new Load.Batch(Scenario.WORKERS, 300);
    all.add(
        Scenario.of("10/1s+5000/day, stray", 10, SECOND, Counting.sliding(10, SECOND).and(day))
            .told(ten, daily)
            .with(threeHundred)
            .with(Mishaps.stray(20)));
    all.add(
        Scenario.of("10/1s+5000/day, true 6/1s", 6, SECOND, Counting.sliding(6, SECOND).and(day))
            .told(ten, daily)
            .with(new Load.Batch(Scenario.WORKERS, 180)));
    long minute = 60 * SECOND;
    Limit hundreds = Limit.calls(500, 60, TimeUnit.SECONDS);
    Limit tenThousand = Limit.calls(10_000, 1, TimeUnit.DAYS);
    Counting many = Counting.sliding(10_000, TimeUnit.DAYS.toNanos(1));
    all.add(
        Scenario.of(
                "500/60s+10000/day, stray", 500, minute, Counting.sliding(500, minute).and(many))
            .told(hundreds, tenThousand)
            .with(Mishaps.stray(20)));
    all.add(
        Scenario.of(
                "500/60s+10000/day, true 300/60s",
                300,
                minute,
                Counting.sliding(300, minute).and(many))
            .told(hundreds, tenThousand));
    all.add(
        Scenario.of(
                "20/1s+600/60s, true 400/60s",
                400,
                minute,
                Counting.sliding(20, SECOND).and(Counting.sliding(400, minute)))
            .told(Limit.calls(20, 1, TimeUnit.SECONDS), Limit.calls(600, 60, TimeUnit.SECONDS)));
    all.add(
        Scenario.of("tokens 40k/5s, +600 each", 30, P, Counting.bucket(40_000, P).surcharge(600))
            .told(Limit.tokens(40_000, 5, TimeUnit.SECONDS))
            .withTokens());
  }

  private static Scenario fifty(String name) {
    return Scenario.of(name, N, P, Counting.sliding(N, P));
  }

  private static Scenario sliding(String name, int limit, int seconds) {
    return Scenario.of(name, limit, seconds * SECOND, Counting.sliding(limit, seconds * SECOND));
  }

  private static Scenario noisy(Scenario scenario, double share) {
    return scenario.with(Mishaps.noise(share));
  }

  private static Scenario outage(Scenario scenario, double periods) {
    return scenario.with(Mishaps.outage(periods, scenario.period()));
  }

  private static Scenario step(Scenario scenario, double taken, int periods) {
    return scenario.with(Mishaps.step(taken, periods, scenario.period()));
  }

  private static Scenario flow(Scenario scenario, double taken, int periods) {
    return scenario.with(Mishaps.flow(taken, periods, scenario.limit(), scenario.period()));
  }
}
