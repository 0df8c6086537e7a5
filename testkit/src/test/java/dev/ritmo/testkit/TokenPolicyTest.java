package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class TokenPolicyTest {

  private static final Duration P100 = Duration.ofNanos(100);

  @Test
  void aWindowAdmitsAgainWhenEnoughOfWhatWasReservedIsOnePeriodOld() {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);

    assertThat(policy.reserve(0, 4)).isEqualTo(new Verdict(true, 10, 6, 0, 100));
    assertThat(policy.reserve(30, 5)).isEqualTo(new Verdict(true, 10, 1, 70, 100));
    assertThat(policy.reserve(40, 5)).isEqualTo(new Verdict(false, 10, 1, 60, 90));
    assertThat(policy.reserve(40, 8)).isEqualTo(new Verdict(false, 10, 1, 90, 90));
    assertThat(policy.reserve(99, 5).admitted()).isFalse();
    assertThat(policy.reserve(100, 5).admitted()).isTrue();
  }

  @Test
  void aWindowGivesASurplusBackToWhereItWasReserved() {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);
    policy.reserve(0, 9);
    policy.settle(50, 0, 9, 3);

    assertThat(policy.reserve(50, 7).admitted()).isTrue();
    assertThat(policy.reserve(100, 3).admitted()).isTrue();
    assertThat(policy.reserve(100, 1).admitted()).isFalse();
  }

  @Test
  void aWindowCountsOveruseFromWhenItIsKnown() {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);
    policy.reserve(0, 2);
    policy.settle(50, 0, 2, 12);

    assertThat(policy.reserve(100, 1).admitted()).isFalse();
    assertThat(policy.reserve(149, 1).admitted()).isFalse();
    assertThat(policy.reserve(150, 10).admitted()).isTrue();
  }

  @Test
  void whatIsSettledAfterItsWindowChangesNothing() {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);
    policy.reserve(0, 9);
    policy.settle(100, 0, 9, 1);

    assertThat(policy.reserve(100, 10).admitted()).isTrue();
    assertThat(policy.reserve(100, 1).admitted()).isFalse();
  }

  @Test
  void reservationsOfOneInstantAreSettledOneByOne() {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);
    policy.reserve(5, 4);
    policy.reserve(5, 4);
    policy.settle(9, 5, 4, 0);

    assertThat(policy.reserve(9, 6).admitted()).isTrue();
    assertThat(policy.reserve(9, 1).admitted()).isFalse();
  }

  @Test
  void whatIsLargerThanTheLimitIsRejectedWithoutATime() {
    for (TokenPolicy policy :
        List.of(TokenPolicy.slidingWindow(10, P100), TokenPolicy.bucket(10, P100))) {
      Verdict verdict = policy.reserve(0, 11);

      assertThat(verdict.admitted()).isFalse();
      assertThat(verdict.retryAfterNanos()).isEqualTo(0);
      assertThat(policy.reserve(0, 10).admitted()).isTrue();
      assertThat(policy.reserve(0, 0).admitted()).isTrue();
    }
  }

  @Test
  void aBucketIsRefilledEvenlyAndMayBeInDebt() {
    TokenPolicy policy = TokenPolicy.bucket(10, P100);

    assertThat(policy.reserve(0, 6)).isEqualTo(new Verdict(true, 10, 4, 20, 60));
    policy.settle(0, 0, 6, 15);
    assertThat(policy.reserve(0, 1)).isEqualTo(new Verdict(false, 10, 0, 60, 150));
    assertThat(policy.reserve(59, 1).admitted()).isFalse();
    assertThat(policy.reserve(60, 1).admitted()).isTrue();
    policy.settle(60, 60, 1, 0);
    assertThat(policy.reserve(150, 10).admitted()).isTrue();
  }

  @Test
  void aSurplusFillsABucketNoFurtherThanItsLimit() {
    TokenPolicy policy = TokenPolicy.bucket(10, P100);
    policy.reserve(0, 8);
    policy.settle(90, 0, 8, 0);

    assertThat(policy.reserve(90, 10).admitted()).isTrue();
    assertThat(policy.reserve(90, 1).admitted()).isFalse();
  }

  @Test
  void theLargestBucketDoesNotOverflow() {
    for (int limit : new int[] {1 << 30, Integer.MAX_VALUE}) {
      TokenPolicy policy = TokenPolicy.bucket(limit, Duration.ofNanos(1L << 32));
      policy.reserve(0, limit);
      policy.settle(0, 0, 0, limit);

      assertThat(policy.reserve(1, 1).admitted()).isFalse();
      assertThat(policy.reserve(1, 1).retryAfterNanos()).isGreaterThan(0);
      assertThat(policy.reserve(1L << 34, limit).admitted()).isTrue();
    }
  }

  @Test
  void kindsCountTheirTokensOnly() {
    ModelRequest request = requestOf(100, 30);
    Usage usage = new Usage(90, 20, 40, 10, 5);

    assertThat(TokenKind.ALL.reserved(request)).isEqualTo(130);
    assertThat(TokenKind.INPUT.reserved(request)).isEqualTo(100);
    assertThat(TokenKind.OUTPUT.reserved(request)).isEqualTo(30);
    assertThat(TokenKind.ALL.used(usage)).isEqualTo(110);
    assertThat(TokenKind.INPUT.used(usage)).isEqualTo(50);
    assertThat(TokenKind.OUTPUT.used(usage)).isEqualTo(20);
    assertThat(TokenPolicy.bucket(1, P100).counting(TokenKind.OUTPUT).kind())
        .isEqualTo(TokenKind.OUTPUT);
  }

  @Test
  void limitsAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> TokenPolicy.slidingWindow(0, P100));
    assertThrows(IllegalArgumentException.class, () -> TokenPolicy.bucket(1, Duration.ZERO));
  }

  @Property
  void noWindowReservesMoreThanItsLimitAndAdmitsExactlyWhenItSaid(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 12) Integer> amounts,
      @ForAll @IntRange(min = 1, max = 60) int gap) {
    TokenPolicy policy = TokenPolicy.slidingWindow(10, P100);
    List<long[]> admitted = new ArrayList<>();
    long now = 0;
    for (int amount : amounts) {
      now += gap;
      Verdict verdict = policy.reserve(now, amount);
      if (verdict.admitted()) {
        admitted.add(new long[] {now, amount});
      } else if (amount <= 10) {
        long wait = verdict.retryAfterNanos();
        assertThat(policy.reserve(now + wait - 1, amount).admitted()).isFalse();
        now += wait;
        assertThat(policy.reserve(now, amount).admitted()).isTrue();
        admitted.add(new long[] {now, amount});
      }
      long end = now;
      long sum =
          admitted.stream().filter(each -> end - each[0] < 100).mapToLong(each -> each[1]).sum();
      assertThat(sum).isAtMost(10);
    }
  }

  private static ModelRequest requestOf(int prompt, int max) {
    return new ModelRequest(
        0, "", Endpoint.OPENAI_CHAT, "tiny", false, true, 1, List.of(), 0, 0, 0, prompt, max);
  }
}
