package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class PolicyTest {

  private static final Duration P100 = Duration.ofNanos(100);

  @Test
  void slidingWindowAdmitsAgainWhenTheFirstOfItsRequestsIsOnePeriodOld() {
    Policy policy = Policy.slidingWindow(2, P100);

    assertThat(policy.decide(10)).isEqualTo(new Verdict(true, 2, 1, 0, 100));
    assertThat(policy.decide(40)).isEqualTo(new Verdict(true, 2, 0, 70, 100));
    assertThat(policy.decide(109)).isEqualTo(new Verdict(false, 2, 0, 1, 31));
    assertThat(policy.decide(110)).isEqualTo(new Verdict(true, 2, 0, 30, 100));
    assertThat(policy.decide(139)).isEqualTo(new Verdict(false, 2, 0, 1, 71));
    assertThat(policy.decide(140)).isEqualTo(new Verdict(true, 2, 0, 70, 100));
  }

  @Test
  void rejectedRequestsMayCountAsWell() {
    Policy policy = Policy.slidingWindowCountingRejected(2, P100);

    assertThat(admitted(policy, 0, 1, 50, 101, 149, 200, 249))
        .isEqualTo(yes(true, true, false, true, false, false, true));
    assertThat(policy.decide(300)).isEqualTo(new Verdict(true, 2, 0, 49, 100));
    assertThat(policy.decide(340)).isEqualTo(new Verdict(false, 2, 0, 60, 100));
    assertThat(policy.decide(400).admitted()).isTrue();
  }

  @Test
  void fixedWindowsStartAtTheirPhaseAndStartAnew() {
    Policy policy = Policy.fixedWindow(2, P100, Duration.ofNanos(30));

    assertThat(policy.decide(20)).isEqualTo(new Verdict(true, 2, 1, 0, 10));
    assertThat(policy.decide(29)).isEqualTo(new Verdict(true, 2, 0, 1, 1));
    assertThat(policy.decide(30)).isEqualTo(new Verdict(true, 2, 1, 0, 100));
    assertThat(policy.decide(31)).isEqualTo(new Verdict(true, 2, 0, 99, 99));
    assertThat(policy.decide(129)).isEqualTo(new Verdict(false, 2, 0, 1, 1));
    assertThat(policy.decide(130)).isEqualTo(new Verdict(true, 2, 1, 0, 100));
  }

  @Test
  void thePhaseOfAFixedWindowCountsModuloThePeriod() {
    for (long phase : new long[] {-170, -70, 30, 130, 1030}) {
      Policy policy = Policy.fixedWindow(1, P100, Duration.ofNanos(phase));

      assertThat(admitted(policy, 0, 29, 30, 129, 130))
          .isEqualTo(yes(true, false, true, false, true));
    }
  }

  @Test
  void aTokenBucketStartsFullAndIsRefilledEvenly() {
    Policy policy = Policy.tokenBucket(3, P100);

    assertThat(policy.decide(0)).isEqualTo(new Verdict(true, 3, 2, 0, 34));
    assertThat(policy.decide(0)).isEqualTo(new Verdict(true, 3, 1, 0, 67));
    assertThat(policy.decide(0)).isEqualTo(new Verdict(true, 3, 0, 34, 100));
    assertThat(policy.decide(33)).isEqualTo(new Verdict(false, 3, 0, 1, 67));
    assertThat(policy.decide(34)).isEqualTo(new Verdict(true, 3, 0, 33, 100));
    assertThat(policy.decide(66).admitted()).isFalse();
    assertThat(policy.decide(67).admitted()).isTrue();
  }

  @Test
  void aTokenBucketHoldsNoMoreThanItsLimit() {
    Policy policy = Policy.tokenBucket(2, P100);
    policy.decide(0);

    assertThat(admitted(policy, 10_000, 10_000, 10_000)).isEqualTo(yes(true, true, false));
  }

  @Test
  void quantisedEnforcesSlicesAndStatesTheWhole() {
    Policy policy = Policy.quantised(4, P100, 2, Duration.ofNanos(30));

    assertThat(policy.decide(30)).isEqualTo(new Verdict(true, 4, 3, 0, 100));
    assertThat(policy.decide(30)).isEqualTo(new Verdict(true, 4, 2, 50, 100));
    assertThat(policy.decide(79)).isEqualTo(new Verdict(false, 4, 2, 1, 51));
    assertThat(policy.decide(80)).isEqualTo(new Verdict(true, 4, 1, 0, 50));
    assertThat(policy.decide(81)).isEqualTo(new Verdict(true, 4, 0, 49, 49));
    assertThat(policy.decide(129).admitted()).isFalse();
    assertThat(policy.decide(130)).isEqualTo(new Verdict(true, 4, 3, 0, 100));
  }

  @Test
  void unlimitedAdmitsEverythingAndStatesNothing() {
    assertThat(Policy.unlimited().decide(7).admitted()).isTrue();
    assertThat(Policy.unlimited().decide(7).limit()).isEqualTo(0);
  }

  @Test
  void numbersOutOfBoundsAreRefused() {
    assertRefused(() -> Policy.slidingWindow(0, P100), "limit must be at least 1, but was 0");
    assertRefused(() -> Policy.slidingWindow(1, Duration.ZERO), "period must be positive");
    assertRefused(() -> Policy.fixedWindow(-1, P100, Duration.ZERO), "but was -1");
    assertRefused(() -> Policy.tokenBucket(2, Duration.ofDays(365 * 200)), "at most 292 years");
    assertRefused(() -> Policy.quantised(5, P100, 2, Duration.ZERO), "slices must divide 5");
    assertRefused(() -> Policy.quantised(3, P100, 3, Duration.ZERO), "slices must divide 3");
    assertRefused(() -> Policy.quantised(4, P100, 0, Duration.ZERO), "slices must be at least 1");
  }

  @Property
  void slidingWindowsNeverAdmitMoreThanTheirLimitInAnyWindow(
      @ForAll("gaps") long[] gaps, @ForAll @IntRange(min = 1, max = 5) int limit) {
    Policy policy = Policy.slidingWindow(limit, P100);
    long[] times = times(gaps);

    long[] admitted = LongStream.of(times).filter(t -> policy.decide(t).admitted()).toArray();

    assertThat(WindowCheck.of(admitted, P100).largest()).isAtMost(limit);
  }

  @Property
  void everyPolicyAdmitsExactlyWhenItSaid(
      @ForAll("policies") Supplier<Policy> fresh,
      @ForAll("gaps") long[] gaps,
      @ForAll @LongRange(min = 0, max = 99) long early) {
    long[] times = times(gaps);
    long last = times[times.length - 1];
    long wait = replayed(fresh, times).decide(last).retryAfterNanos();
    if (wait > 0) {
      Policy tooEarly = replayed(fresh, times);
      tooEarly.decide(last);
      assertThat(tooEarly.decide(last + wait - 1 - early % wait).admitted()).isFalse();
    }
    Policy inTime = replayed(fresh, times);
    inTime.decide(last);
    assertThat(inTime.decide(last + wait).admitted()).isTrue();
  }

  @Property
  void everyPolicyIsWhollyFreeWhenItSaid(
      @ForAll("policies") Supplier<Policy> fresh, @ForAll("gaps") long[] gaps) {
    Policy policy = fresh.get();
    Verdict last = new Verdict(true, 0, 0, 0, 0);
    long[] times = times(gaps);
    for (long time : times) {
      last = policy.decide(time);
    }

    Verdict free = policy.decide(times[times.length - 1] + last.resetNanos());

    assertThat(free.remaining()).isEqualTo(free.limit() - 1);
  }

  @Provide
  Arbitrary<long[]> gaps() {
    return Arbitraries.longs().between(0, 60).array(long[].class).ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  Arbitrary<Supplier<Policy>> policies() {
    return Arbitraries.of(
        List.of(
            () -> Policy.slidingWindow(3, P100),
            () -> Policy.slidingWindowCountingRejected(3, P100),
            () -> Policy.fixedWindow(3, P100, Duration.ofNanos(17)),
            () -> Policy.tokenBucket(3, P100),
            () -> Policy.quantised(4, P100, 2, Duration.ofNanos(17))));
  }

  private static Policy replayed(Supplier<Policy> fresh, long[] times) {
    Policy policy = fresh.get();
    for (long time : times) {
      policy.decide(time);
    }
    return policy;
  }

  private static long[] times(long[] gaps) {
    long[] times = gaps.clone();
    Arrays.parallelPrefix(times, Long::sum);
    return times;
  }

  private static List<Boolean> admitted(Policy policy, long... times) {
    return LongStream.of(times).mapToObj(time -> policy.decide(time).admitted()).toList();
  }

  private static List<Boolean> yes(Boolean... answers) {
    return List.of(answers);
  }

  private static void assertRefused(Runnable action, String message) {
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, action::run);
    assertThat(thrown).hasMessageThat().contains(message);
  }
}
