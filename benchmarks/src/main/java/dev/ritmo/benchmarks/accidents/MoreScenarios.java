package dev.ritmo.benchmarks.accidents;

import dev.ritmo.benchmarks.provider.Counting;
import dev.ritmo.benchmarks.provider.Mishaps;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Batches that nothing was tuned on: other shapes, loads and phases. */
final class MoreScenarios {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int N = 50;
  private static final long P = 5 * SECOND;
  private static final long JITTER = TimeUnit.MILLISECONDS.toNanos(200);

  private MoreScenarios() {}

  static List<Scenario> all() {
    Limit fifty = Limit.calls(N, 5, TimeUnit.SECONDS);
    Scenario wrong = Scenario.of("wrong 30, jitter 200 ms", 30, P, Counting.sliding(30, P));
    Scenario fewWorkers = sliding("4 workers, outage 1P", Mishaps.outage(1, P));
    return List.of(
        sliding("flapping, 0.2P of each P", Mishaps.flapping(5, P)),
        sliding("brown-out 50% 2P", Mishaps.brownOut(0.5, 2, P)),
        sliding("three strays in a row", Mishaps.strays(100, 3)),
        sliding("lowered 50->30 for good", Mishaps.lowered(0.4, P)),
        sliding("neighbour 25 at once, 4P", Mishaps.flow(0.5, 4, N, P, 25)),
        sliding("outage 1P at the start", Mishaps.outageAtStart(1, P)),
        Scenario.of("fixed + random 10%", N, P, Counting.fixed(N, P)).with(Mishaps.noise(0.1)),
        Scenario.of("bucket + flow 40% 3P + stray", N, P, Counting.bucket(N, P))
            .with(Mishaps.flow(0.4, 3, N, P).and(Mishaps.strayAmong(300))),
        Scenario.of("quantised + random 5%", N, P, Counting.quantised(N, P, 10))
            .with(Mishaps.noise(0.05)),
        Scenario.of(
            "16 at a time as well", N, P, Counting.sliding(N, P).and(Counting.concurrent(16))),
        fewWorkers.with(new Load.Batch(4, 300)),
        wrong.told(fifty).jitter(JITTER),
        sliding("right 50, jitter 200 ms", Mishaps.none()).jitter(JITTER),
        Scenario.of("wrong 30, 5% take 30 s", 30, P, Counting.sliding(30, P))
            .told(fifty)
            .with(Mishaps.slow(0.05, 6 * P)),
        sliding("random 5%, 5% take 30 s", Mishaps.noise(0.05).and(Mishaps.slow(0.05, 6 * P))),
        sliding("outage 1P, its answers take 4P", Mishaps.hangingOutage(1, P, 4 * P)),
        Scenario.of("3/10s random 10%", 3, 10 * SECOND, Counting.sliding(3, 10 * SECOND))
            .with(new Load.Batch(Scenario.WORKERS, 60))
            .with(Mishaps.noise(0.1)),
        threeWindows());
  }

  private static Scenario threeWindows() {
    Counting counting =
        Counting.sliding(5, SECOND)
            .and(Counting.sliding(40, 30 * SECOND))
            .and(Counting.sliding(1000, 3600 * SECOND));
    return Scenario.of("5/1s+60/30s+1000/h, true 40/30s", 40, 30 * SECOND, counting)
        .told(
            Limit.calls(5, 1, TimeUnit.SECONDS),
            Limit.calls(60, 30, TimeUnit.SECONDS),
            Limit.calls(1000, 1, TimeUnit.HOURS));
  }

  private static Scenario sliding(String name, Mishaps mishaps) {
    return Scenario.of(name, N, P, Counting.sliding(N, P)).with(mishaps);
  }
}
