package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may state, sensible or not. */
final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static long delay(Map<String, String> headers) {
    return Signals.of(new Rejected(headers), NOW).statedDelayNanos();
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "1, PT1S",
    "' 20 ', PT20S",
    "0.25, PT0.25S",
    "1.0000000011, PT1.000000002S",
    "1e1, PT10S",
    "86400, PT24H",
    "34560000, PT9600H",
    "'Mon, 23 Nov 2026 12:00:00 GMT', PT0S",
    "'Mon, 23 Nov 2026 12:00:07 GMT', PT7S",
    "'Tue, 24 Nov 2026 12:00:00 GMT', PT24H"
  })
  void secondsAndDatesAreUnderstood(String value, Duration delay) {
    assertThat(Duration.ofNanos(delay(Map.of("Retry-After", value)))).isEqualTo(delay);
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "250, PT0.25S", "1.5, PT0.0015S"})
  void millisecondsAreUnderstoodAndWin(String value, Duration delay) {
    Map<String, String> headers = Map.of("retry-after-ms", value, "Retry-After", "20");

    assertThat(Duration.ofNanos(delay(headers))).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-0.001",
        "1000000000000",
        "34560001",
        "99999999999999999999999999",
        "1e999999999",
        "1e-2147483648",
        "1e2147483648",
        "NaN",
        "Infinity",
        "soon",
        "1s",
        "0x10",
        "1,5",
        "Mon, 23 Nov 2026 11:59:59 GMT",
        "Mon, 23 Nov 2099 12:00:00 GMT",
        "Tue, 23 Nov 2026 12:00:00 GMT",
        "2026-11-23T12:00:07Z"
      })
  void whatMakesNoSenseSaysNothing(String value) {
    assertThat(delay(Map.of("Retry-After", value))).isEqualTo(Signal.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1000000000000", "soon", "Mon, 23 Nov 2026 12:00:01 GMT"})
  void whereMillisecondsMakeNoSenseSecondsCount(String millis) {
    assertThat(delay(Map.of("retry-after-ms", millis, "Retry-After", "3")))
        .isEqualTo(3_000_000_000L);
  }

  @Test
  @Timeout(5)
  void almostNothingIsMoreThanNothing() {
    assertThat(delay(Map.of("Retry-After", "1e-2147483647"))).isEqualTo(1);
    assertThat(delay(Map.of("Retry-After", "0e-2147483647"))).isEqualTo(0);
  }

  @Test
  @Timeout(5)
  void aValueOfMegabytesSaysNothing() {
    String digits = "1".repeat(8 << 20);

    assertThat(delay(Map.of("Retry-After", digits))).isEqualTo(Signal.NONE);
    assertThat(delay(Map.of("Retry-After", "Mon, 23 Nov 2026 12:00:07 GMT" + digits)))
        .isEqualTo(Signal.NONE);
    assertThat(delay(Map.of("Retry-After", " ".repeat(8 << 20)))).isEqualTo(Signal.NONE);
  }

  static final class Rejected extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Map<String, String> headers;

    Rejected(Map<String, String> headers) {
      this.headers = headers;
    }

    @SuppressWarnings("unused") // found by reflection
    public int statusCode() {
      return 429;
    }

    @SuppressWarnings("unused") // found by reflection
    public Map<String, String> headers() {
      return headers;
    }
  }
}
