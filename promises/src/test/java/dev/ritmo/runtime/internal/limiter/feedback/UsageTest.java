package dev.ritmo.runtime.internal.limiter.feedback;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What counts as the usage of a call. */
final class UsageTest {

  private static final Limits LIMITS = Limits.of(Limit.tokens(1000, 60, TimeUnit.SECONDS));

  @Test
  void allTokensAreTheSumOfBoth() {
    Usage usage = Usage.tokens(3, 4);

    assertThat(usage.of(Dimension.TOKENS)).isEqualTo(7);
    assertThat(usage.of(Dimension.INPUT_TOKENS)).isEqualTo(3);
    assertThat(usage.of(Dimension.OUTPUT_TOKENS)).isEqualTo(4);
    assertThat(usage.of(Dimension.CALLS)).isEqualTo(Usage.ABSENT);
  }

  @Test
  void oneDimensionSaysNothingOfTheOthers() {
    Usage usage = Usage.of(Dimension.OUTPUT_TOKENS, 4);

    assertThat(usage.of(Dimension.OUTPUT_TOKENS)).isEqualTo(4);
    assertThat(usage.of(Dimension.TOKENS)).isEqualTo(Usage.ABSENT);
    assertThat(usage.isPossible(LIMITS)).isTrue();
  }

  @Test
  void nothingAtAllIsNoUsage() {
    assertThat(Usage.tokens(0, 0).isPossible(LIMITS)).isFalse();
    assertThat(Usage.tokens(1, 0).isPossible(LIMITS)).isTrue();
    assertThat(Usage.of(Dimension.TOKENS, 0).isPossible(LIMITS)).isTrue();
  }

  @Test
  void moreThanAModelCanReadIsPossibleOnlyUnderALargeLimit() {
    Limits large = Limits.of(Limit.tokens(1_000_000, 60, TimeUnit.SECONDS));

    assertThat(Usage.tokens(10_000_000, 0).isPossible(LIMITS)).isTrue();
    assertThat(Usage.tokens(10_000_001, 0).isPossible(LIMITS)).isFalse();
    assertThat(Usage.tokens(10_000_001, 0).isPossible(large)).isTrue();
    assertThat(Usage.tokens(1_000_000_000, 0).isPossible(large)).isFalse();
  }
}
