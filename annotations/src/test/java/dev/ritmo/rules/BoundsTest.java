package dev.ritmo.rules;

import static com.google.common.truth.Truth.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundsTest {

  @Test
  void oneIsTheLeastCount() {
    assertThat(Bounds.isPositive(1)).isTrue();
    assertThat(Bounds.isPositive(0)).isFalse();
    assertThat(Bounds.isPositive(Long.MIN_VALUE)).isFalse();
  }

  @Test
  void aBurstIsFromOneToAllCalls() {
    assertThat(Bounds.isBurst(1, 10)).isTrue();
    assertThat(Bounds.isBurst(10, 10)).isTrue();
    assertThat(Bounds.isBurst(0, 10)).isFalse();
    assertThat(Bounds.isBurst(11, 10)).isFalse();
  }

  @Test
  void aDurationFitsUpToTheBoundInEveryUnit() {
    for (TimeUnit unit : TimeUnit.values()) {
      long longest = unit.convert(Bounds.MAX_NANOS, TimeUnit.NANOSECONDS);

      assertThat(Bounds.fits(longest, unit)).isTrue();
      assertThat(Bounds.fits(longest + 1, unit)).isFalse();
      assertThat(unit.toNanos(longest)).isAtMost(Bounds.MAX_NANOS);
    }
  }

  @Test
  void theSumOfTwoLongestDurationsDoesNotOverflow() {
    assertThat(Bounds.MAX_NANOS + Bounds.MAX_NANOS).isGreaterThan(0);
  }

  @Test
  void aMultiplierIsAFiniteNumberFromOne() {
    assertThat(Bounds.isMultiplier(1.0)).isTrue();
    assertThat(Bounds.isMultiplier(Math.nextDown(1.0))).isFalse();
    assertThat(Bounds.isMultiplier(Double.NaN)).isFalse();
    assertThat(Bounds.isMultiplier(Double.POSITIVE_INFINITY)).isFalse();
  }

  @Test
  void aShareLiesFromZeroToOne() {
    assertThat(Bounds.isShare(0)).isTrue();
    assertThat(Bounds.isShare(1)).isTrue();
    assertThat(Bounds.isShare(-0.1)).isFalse();
    assertThat(Bounds.isShare(Math.nextUp(1.0))).isFalse();
    assertThat(Bounds.isShare(Double.NaN)).isFalse();
  }

  @Test
  void theDefaultsKeepTheBounds() {
    assertThat(Bounds.isPositive(Defaults.MAX_ATTEMPTS)).isTrue();
    assertThat(Defaults.INITIAL_DELAY).isAtMost(Defaults.MAX_DELAY);
    assertThat(Bounds.isMultiplier(Defaults.MULTIPLIER)).isTrue();
    assertThat(Bounds.isShare(Defaults.JITTER)).isTrue();
  }
}
