package dev.ritmo.runtime.internal.window;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who uses more than was reserved owes it, and it is carried over until it has been counted. */
final class OveruseTest {

  private static final long MILLI = 1_000_000;
  private static final long SPAN = 105 * MILLI;
  private static final Limit HUNDRED = Limit.tokens(100, 100, MILLISECONDS);

  private LimitSet windows =
      new LimitSet(List.of(HUNDRED), false, Inference.Factory.NONE, new Watch());

  private static Weights tokens(long amount) {
    return Weights.ONE_CALL.with(Dimension.TOKENS, amount);
  }

  private void reserve(long now, long amount) {
    windows.admit(now, now, tokens(amount));
  }

  private void settle(long now, long time, long reserved, long used) {
    windows.settle(now, new CallTimes(time, time), Dimension.TOKENS, reserved, used);
  }

  private long used(long now) {
    List<LimitUse> uses = windows.uses(now);
    return uses.get(uses.size() - 1).used();
  }

  @Test
  void whatExceedsTheLimitIsCarriedOver() {
    reserve(0, 10);
    settle(0, 0, 10, 350);

    assertThat(windows.earliest(0, tokens(1))).isEqualTo(3 * SPAN);
    assertThat(windows.earliest(0, tokens(50))).isEqualTo(3 * SPAN);
    assertThat(windows.earliest(0, tokens(51))).isEqualTo(4 * SPAN);
  }

  @Test
  void anotherLimitDoesNotForgiveDebts() {
    reserve(0, 10);
    settle(0, 0, 10, 350);

    change(MILLI, HUNDRED);

    assertThat(windows.earliest(MILLI, tokens(50))).isEqualTo(3 * SPAN);
    assertThat(used(MILLI)).isEqualTo(350);
  }

  @Test
  void aLargerLimitTakesInDebtsAtOnce() {
    reserve(0, 10);
    settle(0, 0, 10, 350);

    change(MILLI, Limit.tokens(1000, 100, MILLISECONDS));

    assertThat(windows.earliest(MILLI, tokens(650))).isEqualTo(MILLI);
    assertThat(windows.earliest(MILLI, tokens(651))).isEqualTo(SPAN);
  }

  @Test
  void settlingAgainCorrectsAnOveruse() {
    reserve(0, 10);
    settle(MILLI, 0, 10, 950);

    settle(2 * MILLI, 0, 950, 20);

    assertThat(used(2 * MILLI)).isEqualTo(20);
    assertThat(windows.earliest(2 * MILLI, tokens(80))).isEqualTo(2 * MILLI);
  }

  @Test
  @Timeout(5)
  void theLargestDebtIsAnsweredAtOnce() {
    reserve(0, 10);
    settle(0, 0, 10, 1_000_000_000_000_000L);

    assertThat(windows.earliest(0, tokens(1))).isGreaterThan(1_000_000_000 * SPAN);
    assertThat(used(3_600_000 * MILLI)).isGreaterThan(900_000_000_000_000L);
  }

  @Test
  void whatWasReservedBeforeALimitCameIsNotTakenFromOthers() {
    windows = new LimitSet(List.of(Limit.concurrent(5)), true, Inference.Factory.NONE, new Watch());
    reserve(0, 60);
    change(MILLI, HUNDRED);
    reserve(2 * MILLI, 100);

    settle(3 * MILLI, 0, 60, 0);

    assertThat(windows.earliest(3 * MILLI, tokens(1))).isEqualTo(2 * MILLI + SPAN);
  }

  @Test
  void reservationsOfWhichNothingWasUsedDoNotBlurTheOthers() {
    windows =
        new LimitSet(
            List.of(Limit.tokens(1000, 60_000, MILLISECONDS)),
            false,
            Inference.Factory.NONE,
            new Watch());
    for (int i = 0; i < 3000; i++) {
      reserve(i * MILLI, 1);
      settle(i * MILLI, i * MILLI, 1, 0);
    }
    reserve(3000 * MILLI, 1);
    for (int i = 3001; i < 4000; i++) {
      reserve(i * MILLI, 1);
    }

    assertThat(windows.earliest(4000 * MILLI, tokens(1))).isAtMost((63_000 + 50 + 250) * MILLI);
  }

  @Test
  void aSteadyStreamIsCountedToAHundredth() {
    windows =
        new LimitSet(
            List.of(Limit.tokens(2000, 1000, MILLISECONDS)),
            false,
            Inference.Factory.NONE,
            new Watch());
    for (int i = 0; i < 1100; i++) {
      reserve(i * MILLI, 1);
    }

    // of the last 1050, half are to go: those up to 574 ms
    assertThat(windows.earliest(1099 * MILLI, tokens(1475))).isAtMost((574 + 1050 + 10) * MILLI);
  }

  private void change(long now, Limit... limits) {
    windows.change(now, List.of(limits), Inference.Factory.NONE);
  }
}
