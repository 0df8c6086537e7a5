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
