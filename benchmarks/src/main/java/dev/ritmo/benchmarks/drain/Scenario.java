package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Delays.Range;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A batch and the provider that it goes to.
 *
 * @param name as on the command line
 * @param title for people
 * @param calls the size of the batch
 * @param threads that take the calls, all from one list
 * @param limit what the clients are told, per period
 * @param period the period of the limit
 * @param counting how the provider counts, which nobody is told
 * @param foreseen how it counts for a client that foresees everything and is never rejected
 */
record Scenario(
    String name,
    String title,
    int calls,
    int threads,
    int limit,
    Duration period,
    Counting counting,
    Counting foreseen) {

  /** The spread of the time that a request takes to the provider. */
  static final Duration JITTER = Duration.ofMillis(50);

  /** This with a part of its calls. */
  Scenario reducedTo(int percent) {
    return new Scenario(
        name, title, calls * percent / 100, threads, limit, period, counting, foreseen);
  }

  Policy policy(long seed) {
    return counting.policy(phase(seed));
  }

  Delays delays(long seed) {
    return new Delays(
        new Range(Duration.ZERO, JITTER), Range.millis(100, 400), Range.millis(0, 50), seed);
  }

  /** The least time for the batch, when it starts at this time of the policy's clock. */
  Duration optimum(long seed, Duration start) {
    return Optimum.of(foreseen.policy(phase(seed)), delays(seed), calls, threads, start);
  }

  private Duration phase(long seed) {
    double share = new SplittableRandom(seed).nextDouble();
    return Duration.ofNanos((long) (share * period.toNanos()));
  }

  /** Makes a new policy whose windows, if it has any, start at this phase. */
  @FunctionalInterface
  interface Counting {

    Policy policy(Duration phase);
  }
}
