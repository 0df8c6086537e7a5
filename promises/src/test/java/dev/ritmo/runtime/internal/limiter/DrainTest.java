package dev.ritmo.runtime.internal.limiter;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.Batch.Statement;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * A batch is done about as fast as by a client that foresees everything, whatever the provider
 * does, though the limiter is told no more than the declared limit. Each on several seeds, on
 * virtual time: what a slow machine loses is not in here.
 */
final class DrainTest {

  private static final int SEEDS = 15;
  private static final int WORKERS = 32;
  private static final Duration PERIOD = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final List<Statement> ALL =
      List.of(Statement.SECONDS, Statement.MILLIS, Statement.NOTHING);
  private static final List<Statement> STATED = List.of(Statement.SECONDS, Statement.MILLIS);

  @Test
  void aSlidingWindow() {
    Drained drained = drain(50, PERIOD, 300, ALL, seed -> Policy.slidingWindow(50, PERIOD));

    assertThat(drained.medianRatio()).isAtMost(1.02);
    assertThat(drained.mostRejected()).isEqualTo(0);
  }

  @Test
  void tenCallsAMinute() {
    Drained drained = drain(10, MINUTE, 60, ALL, seed -> Policy.slidingWindow(10, MINUTE));

    assertThat(drained.medianRatio()).isAtMost(1.02);
    assertThat(drained.mostRejected()).isEqualTo(0);
  }

  @Test
  void aTokenBucket() {
    Drained drained = drain(50, PERIOD, 300, ALL, seed -> Policy.tokenBucket(50, PERIOD));

    assertThat(drained.medianRatio()).isAtMost(1.04);
    assertThat(drained.mostRejected()).isEqualTo(0);
  }

  /** The optimum uses the edges, which nobody can who keeps the limit in any window. */
  @Test
  void aFixedWindowIsServedAsFastAsASlidingOne() {
    Drained drained =
        drain(50, PERIOD, 300, ALL, seed -> Policy.fixedWindow(50, PERIOD, phase(seed)));

    assertThat(drained.medianRatio()).isAtMost(1.18);
    // 2 %, and a little for the connections of the first calls
    assertThat(drained.longest()).isAtMost(optimumOf(Policy.slidingWindow(50, PERIOD)) / 100 * 103);
    assertThat(drained.mostRejected()).isEqualTo(0);
  }

  @Test
  void slicesOfATenth() {
    Drained drained =
        drain(50, PERIOD, 300, ALL, seed -> Policy.quantised(50, PERIOD, 10, phase(seed)));

    assertThat(drained.medianRatio()).isAtMost(1.22);
    assertThat(drained.largestRatio()).isAtMost(1.40);
    assertThat(drained.mostRejected()).isAtMost(45); // the first burst alone: 22 at least
  }

  @Test
  void aLowerLimitThanDeclared() {
    Drained drained = drain(50, PERIOD, 180, STATED, seed -> Policy.slidingWindow(30, PERIOD));

    assertThat(drained.medianRatio()).isAtMost(1.06);
    assertThat(drained.medianRejected()).isAtMost(180 * 6 / 100);
    assertThat(drained.mostRejected()).isAtMost(180 * 9 / 100);
  }

  @Test
  void aLowerLimitUnderWhichRejectedRequestsCount() {
    Drained drained =
        drain(50, PERIOD, 180, STATED, seed -> Policy.slidingWindowCountingRejected(30, PERIOD));

    assertThat(drained.medianRatio()).isAtMost(1.06);
    assertThat(drained.medianRejected()).isAtMost(180 * 7 / 100);
    assertThat(drained.mostRejected()).isAtMost(180 * 9 / 100);
  }

  @Test
  void aLowerLimitOfAProviderThatDoesNotSayWhenToComeBack() {
    List<Statement> nothing = List.of(Statement.NOTHING);
    Drained drained = drain(50, PERIOD, 180, nothing, seed -> Policy.slidingWindow(30, PERIOD));

    assertThat(drained.largestRatio()).isAtMost(1.15); // the back-off of the first few
    assertThat(drained.medianRejected()).isAtMost(180 * 8 / 100);
    assertThat(drained.mostRejected()).isAtMost(180 * 9 / 100);
  }

  private static Duration phase(long seed) {
    return Duration.ofMillis(1733 * seed % 5000);
  }

  private static Drained drain(
      int calls, Duration period, int size, List<Statement> statements, LongFunction<Policy> of) {
    double[] ratios = new double[SEEDS * statements.size()];
    long longest = 0;
    int[] rejected = new int[ratios.length];
    int next = 0;
    for (Statement statement : statements) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        VirtualClock clock = new VirtualClock();
        Limit limit = Limit.calls(calls, period.toSeconds(), TimeUnit.SECONDS);
        Admission limiter = new LimiterCore("drain", Limits.of(limit), new Timeline(clock));
        Batch batch = new Batch(clock, limiter, of.apply(seed), delays(seed), statement);

        Duration took = batch.run(size, WORKERS);

        long best = optimum(of.apply(seed), seed, size);
        rejected[next] = batch.rejections().size();
        ratios[next++] = (double) took.toNanos() / best;
        longest = Math.max(longest, took.toNanos());
        assertWithMessage("sent")
            .that(batch.departures())
            .hasSize(size + batch.rejections().size());
      }
    }
    Arrays.sort(ratios);
    Arrays.sort(rejected);
    return new Drained(
        ratios[next / 2], ratios[next - 1], longest, rejected[next / 2], rejected[next - 1]);
  }

  private static long optimumOf(Policy policy) {
    return optimum(policy, 1, 300);
  }

  /** For a policy that counts rejected requests it is that of one that does not. */
  private static long optimum(Policy policy, long seed, int size) {
    return Optimum.of(policy, delays(seed), size, WORKERS, Duration.ZERO).toNanos();
  }

  static Delays delays(long seed) {
    return new Delays(
        Delays.Range.millis(0, 50),
        Delays.Range.millis(100, 400),
        Delays.Range.millis(0, 50),
        seed);
  }

  private record Drained(
      double medianRatio,
      double largestRatio,
      long longest,
      int medianRejected,
      int mostRejected) {}
}
