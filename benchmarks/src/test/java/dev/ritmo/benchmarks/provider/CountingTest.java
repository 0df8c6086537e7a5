package dev.ritmo.benchmarks.provider;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.testkit.Policy;
import dev.ritmo.testkit.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Providers count as those of the testkit, which have tests of their own. */
class CountingTest {

  private static final long SEED = 7;
  private static final int LIMIT = 12;
  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final long P = PERIOD.toNanos();
  private static final Duration PHASE =
      Duration.ofNanos((long) (Chance.uniform(SEED, Chance.PHASE, 0, 0) * P));

  @Test
  void countsInAnyWindow() {
    assertSame(Counting.sliding(LIMIT, P), Policy.slidingWindow(LIMIT, PERIOD));
  }

  @Test
  void countsRejectedRequestsAsWell() {
    assertSame(
        Counting.sliding(LIMIT, P).punishing(),
        Policy.slidingWindowCountingRejected(LIMIT, PERIOD));
  }

  @Test
  void countsInFixedWindows() {
    assertSame(Counting.fixed(LIMIT, P), Policy.fixedWindow(LIMIT, PERIOD, PHASE));
  }

  @Test
  void refillsABucket() {
    assertSame(Counting.bucket(LIMIT, P), Policy.tokenBucket(LIMIT, PERIOD));
  }

  @Test
  void countsInSlices() {
    Duration phase = PHASE.dividedBy(4);
    assertSame(Counting.quantised(LIMIT, P, 4), Policy.quantised(LIMIT, PERIOD, 4, phase));
  }

  @Test
  void keepsSeveralWindowsTogether() {
    Account account =
        new Account(Counting.sliding(2, P).and(Counting.sliding(3, 10 * P)), List.of(), SEED);
    assertThat(account.refusal(0, 1, 0, 0)).isEqualTo(0);
    assertThat(account.refusal(1, 1, 1, 0)).isEqualTo(0);
    assertThat(account.refusal(2, 1, 2, 0)).isEqualTo(P - 2);
    assertThat(account.refusal(P, 1, 2, 1)).isEqualTo(0);
    assertThat(account.refusal(P + 1, 1, 3, 0)).isEqualTo(9 * P - 1);
  }

  @Test
  void admitsSoManyAtATime() {
    Account account = new Account(Counting.concurrent(2), List.of(), SEED);
    assertThat(account.refusal(0, 1, 0, 0)).isEqualTo(0);
    assertThat(account.refusal(1, 1, 1, 0)).isEqualTo(0);
    assertThat(account.refusal(2, 1, 2, 0)).isGreaterThan(0);
    account.complete();
    assertThat(account.refusal(3, 1, 2, 1)).isEqualTo(0);
    assertThat(account.refusal(4, 1, 3, 0)).isGreaterThan(0);
  }

  @Test
  void chargesMoreThanTheClientKnowsOf() {
    Account account = new Account(Counting.bucket(1000, P).surcharge(600), List.of(), SEED);
    assertThat(account.refusal(0, 300, 0, 0)).isEqualTo(0);
    assertThat(account.refusal(0, 300, 1, 0)).isGreaterThan(P * 7 / 10);
    assertThat(account.refusal(P * 81 / 100, 300, 1, 1)).isEqualTo(0);
  }

  private static void assertSame(Counting counting, Policy policy) {
    Account account = new Account(counting, List.of(), SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    long now = 0;
    int rejected = 0;
    for (int i = 0; i < 2000; i++) {
      now += (long) (random.nextDouble() * random.nextDouble() * P / LIMIT * 3);
      Verdict verdict = policy.decide(now);
      boolean isAdmitted = account.refusal(now, 1, i, 0) == 0;
      assertWithMessage("request %s at %s", i, now).that(isAdmitted).isEqualTo(verdict.admitted());
      rejected += isAdmitted ? 0 : 1;
    }
    assertThat(rejected).isGreaterThan(100);
  }
}
