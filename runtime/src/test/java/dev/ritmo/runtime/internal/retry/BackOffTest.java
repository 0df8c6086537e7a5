package dev.ritmo.runtime.internal.retry;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.RetrySettings;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class BackOffTest {

  private static long delay(RetrySettings settings, double random, int failures) {
    return new BackOff(settings, () -> random).delay(failures);
  }

  @Test
  void jitterAddsItsShareAndNeverTakesAny() {
    RetrySettings settings =
        RetrySettings.DEFAULT.delays(1000, 1000, TimeUnit.NANOSECONDS).jitter(0.5);

    assertThat(delay(settings, 0, 1)).isEqualTo(1000);
    assertThat(delay(settings, 0.5, 1)).isEqualTo(1250);
    assertThat(delay(settings, 1, 9)).isEqualTo(1500);
  }

  @Test
  void aDelayThatGrowsBeyondAllBoundsStopsAtTheMaximum() {
    RetrySettings settings =
        RetrySettings.DEFAULT.delays(1, 1000, TimeUnit.NANOSECONDS).multiplier(1e300).jitter(0);

    assertThat(delay(settings, 0, 1)).isEqualTo(1);
    assertThat(delay(settings, 0, 2)).isEqualTo(1000);
    assertThat(delay(settings, 0, Integer.MAX_VALUE)).isEqualTo(1000);
  }

  @Test
  void nothingStaysNothing() {
    RetrySettings settings =
        RetrySettings.DEFAULT.delays(0, 1000, TimeUnit.NANOSECONDS).multiplier(1e300);

    assertThat(delay(settings, 1, 1)).isEqualTo(0);
    assertThat(delay(settings, 1, 50)).isEqualTo(0);
  }

  @Test
  void theLongestDelayDoesNotOverflow() {
    long longest = Long.MAX_VALUE / 2;
    RetrySettings settings =
        RetrySettings.DEFAULT.delays(longest, longest, TimeUnit.NANOSECONDS).jitter(1);

    assertThat(delay(settings, 1, 3)).isAtLeast(longest);
  }
}
