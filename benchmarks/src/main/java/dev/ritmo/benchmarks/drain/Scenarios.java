package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.drain.Scenario.Counting;
import dev.ritmo.benchmarks.drain.Scenario.Unit;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.List;

/** The ways to count, in the order of the table. */
final class Scenarios {

  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final int LIMIT = 50;
  private static final int ENFORCED = 30;
  private static final int SLICES = 10;
  private static final int FEW = 10;

  static final List<Scenario> ALL =
      List.of(
          fifty("sliding", "sliding window", phase -> Policy.slidingWindow(LIMIT, PERIOD)),
          fifty("fixed", "fixed window", phase -> Policy.fixedWindow(LIMIT, PERIOD, phase)),
          fifty("bucket", "token bucket", phase -> Policy.tokenBucket(LIMIT, PERIOD)),
          fifty(
              "quantised",
              "quantised: 5 per 0.5 s",
              phase -> Policy.quantised(LIMIT, PERIOD, SLICES, phase)),
          new Scenario(
              "tokens",
              "tokens: prompts and answers",
              300,
              32,
              Unit.TOKENS,
              40_000,
              PERIOD,
              phase -> Policy.unlimited(),
              phase -> Policy.unlimited(),
              null),
          lower("wrong", "told 50, enforced 30", phase -> Policy.slidingWindow(ENFORCED, PERIOD)),
          lower(
              "punished",
              "told 50, enforced 30, rejected requests count",
              phase -> Policy.slidingWindowCountingRejected(ENFORCED, PERIOD)),
          ten("ten-sliding", "10 per 60 s, sliding", phase -> Policy.slidingWindow(FEW, PERIOD)),
          ten("ten-fixed", "10 per 60 s, fixed", phase -> Policy.fixedWindow(FEW, PERIOD, phase)));

  /** Everybody meets rejections once, so that no class is loaded later on. */
  static final Scenario WARM_UP =
      new Scenario(
          "warm-up",
          "warm-up",
          40,
          32,
          Unit.REQUESTS,
          20,
          Duration.ofSeconds(1),
          phase -> Policy.slidingWindow(15, Duration.ofSeconds(1)),
          phase -> Policy.slidingWindow(15, Duration.ofSeconds(1)),
          null);

  private Scenarios() {}

  private static Scenario fifty(String name, String title, Counting counting) {
    return new Scenario(
        name, title, 300, 32, Unit.REQUESTS, LIMIT, PERIOD, counting, counting, null);
  }

  private static Scenario lower(String name, String title, Counting counting) {
    Counting foreseen = phase -> Policy.slidingWindow(ENFORCED, PERIOD);
    return new Scenario(
        name, title, 180, 32, Unit.REQUESTS, LIMIT, PERIOD, counting, foreseen, null);
  }

  /** The period at 1/12 of real time, and nothing else: margins and delays weigh twelve times. */
  private static Scenario ten(String name, String title, Counting counting) {
    return new Scenario(name, title, 60, 16, Unit.REQUESTS, FEW, PERIOD, counting, counting, null);
  }
}
