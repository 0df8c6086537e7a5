package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MINUTES;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.HasTokenUsage;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no call can have used neither frees a reservation, nor teaches, nor blocks. */
final class ReportedUsageTest {

  private final VirtualClock clock = new VirtualClock();
  private LogLines log;
  private Limiter limiter;

  @BeforeEach
  void start() {
    Ritmo.reset(clock);
    log = new LogLines();
    limiter =
        Ritmo.limiter("api", Limit.tokens(1_000, 1, MINUTES), Limit.outputTokens(900, 1, MINUTES));
  }

  @AfterEach
  void stop() {
    log.close();
    Ritmo.reset();
  }

  private void call(HasTokenUsage result) {
    try {
      var unused = limiter.call().inputTokens(10).maxWait(Duration.ZERO).run(() -> result);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private long used(int limit) {
    return limiter.snapshot().states().get(limit).used();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1, 5",
    "5, -1",
    "-1, -1",
    "2147483647, 2147483647",
    "0, 10000001",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, 3"
  })
  void whatCannotBeLeavesTheReservationAndTheEstimate(long input, long output) {
    for (int i = 0; i < 3; i++) {
      call(() -> new TokenUsage(input, output));
    }

    assertThat(used(0)).isEqualTo(3 * (10 + 256));
    assertThat(used(1)).isEqualTo(3 * 256);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).contains("imiter \"api\"");
  }

  @ParameterizedTest
  @CsvSource({"8, 0", "1, 0", "0, 1", "900, 100"})
  void whatCanBeIsTrue(long input, long output) {
    call(() -> new TokenUsage(input, output));

    assertThat(used(0)).isEqualTo(input + output);
    assertThat(used(1)).isEqualTo(output);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void overuseBlocksForNoMoreThanAHundredLimitsOrTenMillionTokens() {
    call(() -> new TokenUsage(100_000, 0));
    clock.advance(Duration.ofHours(2));

    assertThat(used(0)).isEqualTo(0);
  }

  @Test
  void aLimitThatCountsSomethingElseThanTokensOfModelsIsNotDoubted() {
    limiter = Ritmo.limiter("cents", Limit.tokens(1_000_000_000_000L, 1, MINUTES));

    call(() -> new TokenUsage(50_000_000_000L, 0));

    assertThat(used(0)).isEqualTo(50_000_000_000L);
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void eachLimiterSaysItOnce() {
    call(() -> new TokenUsage(0, 0));
    limiter = Ritmo.limiter("other", Limit.tokens(1_000, 1, MINUTES));
    call(() -> new TokenUsage(0, 0));
    call(() -> new TokenUsage(-1, 0));

    assertThat(log.lines()).hasSize(3); // and what could not be read at all
    assertThat(log.lines().get(0))
        .isEqualTo(
            "Limiter \"api\" ignored the usage that a call reported, 0 input tokens and 0 output"
                + " tokens, which cannot be: what was reserved stands, and counts. Said once.");
    assertThat(log.lines().get(1)).contains("\"other\"");
  }

  @Test
  void permitsAreSettledByTheSameRule() {
    try (Permit permit = limiter.call().inputTokens(10).maxWait(Duration.ZERO).acquire()) {
      permit.used(0, 0);
      assertThat(used(0)).isEqualTo(266);
      permit.used(500_000_000_000_000L, 0);
      permit.settle(Dimension.TOKENS, 1_000_000_000_000_000L);
      assertThat(used(0)).isEqualTo(266);
      permit.settle(Dimension.TOKENS, 0); // the program's own word
      assertThat(used(0)).isEqualTo(0);
      permit.used(7, 3);
    }

    assertThat(used(0)).isEqualTo(10);
    assertThat(log.lines()).hasSize(1);
  }
}
