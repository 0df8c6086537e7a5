package dev.ritmo.processor.model;

import static com.google.common.truth.Truth.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AmountTest {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void aWindowIsCoveredByPeriodsRoundedUp() {
    Amount three = Amount.perPeriod(Dimension.CALLS, 3, 10, TimeUnit.SECONDS);

    assertThat(three.mostIn(1)).isEqualTo(3);
    assertThat(three.mostIn(10 * SECOND)).isEqualTo(3);
    assertThat(three.mostIn(10 * SECOND + 1)).isEqualTo(6);
    assertThat(three.mostIn(60 * SECOND)).isEqualTo(18);
  }

  @Test
  void aBurstLetsFewerPassInShorterWindowsAndNeverMore() {
    Amount spread = new Amount(Dimension.CALLS, 60, 1, 60, TimeUnit.SECONDS);

    assertThat(spread.mostIn(SECOND)).isEqualTo(1);
    assertThat(spread.mostIn(30 * SECOND)).isEqualTo(30);
    assertThat(spread.mostIn(60 * SECOND)).isEqualTo(60);

    Amount uneven = new Amount(Dimension.CALLS, 10, 3, 60, TimeUnit.SECONDS);

    assertThat(uneven.mostIn(60 * SECOND)).isEqualTo(10);
    assertThat(uneven.mostIn(20 * SECOND)).isEqualTo(6);
  }

  @Test
  void aLimitKeepsAnotherThatLetsNoFewerPass() {
    Amount tenASecond = calls(10, 10, 1);

    assertThat(tenASecond.keeps(calls(600, 600, 60))).isTrue();
    assertThat(tenASecond.keeps(calls(599, 599, 60))).isFalse();
    assertThat(tenASecond.keeps(calls(600, 10, 60))).isTrue();
    assertThat(tenASecond.keeps(calls(600, 9, 60))).isFalse();
    assertThat(calls(600, 600, 60).keeps(tenASecond)).isFalse();
  }

  @Test
  void limitsThatSpreadCallsAlikeKeepEachOtherWhereTheGapIsNoWholeNumber() {
    Amount three = calls(3, 1, 10);
    Amount six = calls(6, 1, 20);

    assertThat(three.keeps(six)).isTrue();
    assertThat(six.keeps(three)).isTrue();
  }

  @Test
  void longPeriodsAreComparedExactly() {
    long years = TimeUnit.DAYS.toSeconds(365 * 100);

    assertThat(calls(1, 1, years).keeps(calls(1, 1, years - 1))).isTrue();
    assertThat(calls(1, 1, years).keeps(calls(1, 1, years + 1))).isFalse();
    assertThat(calls(1, 1, years).mostIn(years * SECOND)).isEqualTo(1);
    assertThat(calls(1, 1, years).mostIn(years * SECOND + 1)).isEqualTo(2);
  }

  private static Amount calls(long calls, long burst, long seconds) {
    return new Amount(Dimension.CALLS, calls, burst, seconds, TimeUnit.SECONDS);
  }

  @Test
  void callsAtTheSameTimeHaveNoPeriod() {
    assertThat(Amount.atOnce(4).mostIn(Long.MAX_VALUE)).isEqualTo(4);
    assertThat(Amount.atOnce(4).counted()).isEqualTo("concurrent");
  }

  @Test
  void hugeAmountsDoNotOverflow() {
    Amount huge =
        Amount.perPeriod(Dimension.TOKENS, 1_000_000_000_000_000L, 1, TimeUnit.NANOSECONDS);

    assertThat(huge.mostIn(Long.MAX_VALUE / 2)).isEqualTo(Long.MAX_VALUE);
    assertThat(new Amount(Dimension.CALLS, Integer.MAX_VALUE, 1, 1, TimeUnit.NANOSECONDS).mostIn(7))
        .isEqualTo(7);
  }

  @Test
  void equalPeriodsAreShownAlike() {
    assertThat(Amount.perPeriod(Dimension.CALLS, 1, 86_400, TimeUnit.SECONDS).inCoarsestUnit())
        .isEqualTo(Amount.perPeriod(Dimension.CALLS, 1, 1, TimeUnit.DAYS));
    assertThat(
            Amount.perPeriod(Dimension.CALLS, 1, 1001, TimeUnit.NANOSECONDS)
                .inCoarsestUnit()
                .shown())
        .isEqualTo("calls = 1, period = 1001 NANOSECONDS");
  }
}
