package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider may state, sensible or not. */
final class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static long delay(Map<String, ?> headers) {
    return Signals.of(new Rejected(headers), NOW).statedDelayNanos();
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT1S",
    "' 20 ', PT20S",
    "0.25, PT0.25S",
    "1.0000000011, PT1.000000002S",
    "1e1, PT10S",
    "86400, PT24H",
    "34560000, PT9600H",
    "'Mon, 23 Nov 2026 12:00:07 GMT', PT7S",
    "'Monday, 23-Nov-26 12:00:07 GMT', PT7S",
    "'Mon Nov 23 12:00:07 2026', PT7S",
    "1s, PT1S",
    "1m2.5s, PT1M2.5S",
    "PT1M5S, PT1M5S",
    "pt7s, PT7S",
    "P1DT2H, PT26H",
    "1 minute and 5 seconds, PT1M5S",
    "'1 minute, 5 seconds', PT1M5S",
    "2026-11-23T12:00:07Z, PT7S",
    "2026-11-23 12:00:07 UTC, PT7S",
    "1795435207, PT7S",
    "1795435207000, PT7S",
    "'7, 30', PT30S",
    "'30,7', PT30S",
    "'1,5', PT5S",
    "'0, 4', PT4S",
    "'7, soon', PT7S",
    "'3, Mon, 23 Nov 2026 12:00:07 GMT', PT7S",
    "'Mon, 23 Nov 2026 12:00:07 GMT, 30', PT30S",
    "'Mon Nov  2 12:00:07 2026, 5', PT5S",
    "'Tue, 24 Nov 2026 12:00:00 GMT', PT24H"
  })
  void secondsAndDatesAreUnderstood(String value, Duration delay) {
    assertThat(Duration.ofNanos(delay(Map.of("Retry-After", value)))).isEqualTo(delay);
  }

  @ParameterizedTest
  @CsvSource({"50, PT0.05S", "250, PT0.25S", "1.5, PT0.0015S", "'10, 70', PT0.07S"})
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
        "0x10",
        "0",
        "0.0",
        "-0",
        "0s",
        "PT0S",
        "-PT5S",
        "P400DT1S",
        "0, 0",
        ",",
        "Mon, 23 Nov 2026 12:00:00 GMT",
        "Sunday, 23-Nov-26 12:00:07 GMT",
        "2026-11-23T12:00:07",
        "Mon, 23 Nov 2026 11:59:59 GMT",
        "Mon, 23 Nov 2099 12:00:00 GMT",
        "Tue, 23 Nov 2026 12:00:00 GMT"
      })
  void whatMakesNoSenseSaysNothing(String value) {
    assertThat(delay(Map.of("Retry-After", value))).isEqualTo(Signal.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "0", "1000000000000", "soon", "Mon, 23 Nov 2026 12:00:01 GMT"})
  void whereMillisecondsMakeNoSenseSecondsCount(String millis) {
    assertThat(delay(Map.of("retry-after-ms", millis, "Retry-After", "3")))
        .isEqualTo(3_000_000_000L);
  }

  @Test
  void aHeaderThatCameTwiceStatesTheLongerTime() {
    assertThat(delay(Map.of("Retry-After", List.of("7", "30")))).isEqualTo(30_000_000_000L);
    assertThat(delay(Map.of("Retry-After", List.of("Mon, 23 Nov 2026 12:00:09 GMT", "2"))))
        .isEqualTo(9_000_000_000L);
    assertThat(delay(Map.of("Retry-After", List.of("0", "2")))).isEqualTo(2_000_000_000L);
  }

  @Test
  void aDateEqualToTheOneOfTheAnswerStatesNothing() {
    String date = "Mon, 23 Nov 2026 09:59:50 GMT";

    assertThat(delay(Map.of("Date", date, "Retry-After", date))).isEqualTo(Signal.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-retry-after",
        "X-RateLimit-Retry-After",
        "RateLimit-Retry-After",
        "x-ratelimit-timeremaining"
      })
  void otherHeadersSayTheSame(String header) {
    assertThat(delay(Map.of(header, "9"))).isEqualTo(9_000_000_000L);
    assertThat(delay(Map.of(header, "9", "Retry-After", "2"))).isEqualTo(2_000_000_000L);
    assertThat(delay(Map.of(header, "9", "Retry-After", "0"))).isEqualTo(9_000_000_000L);
  }

  @Test
  @Timeout(5)
  void almostNothingIsMoreThanNothing() {
    assertThat(delay(Map.of("Retry-After", "1e-2147483647"))).isEqualTo(1);
    assertThat(delay(Map.of("Retry-After", "0e-2147483647"))).isEqualTo(Signal.NONE);
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

    private final transient Map<String, ?> headers;

    Rejected(Map<String, ?> headers) {
      this.headers = headers;
    }

    @SuppressWarnings("unused") // found by reflection
    public int statusCode() {
      return 429;
    }

    @SuppressWarnings("unused") // found by reflection
    public Map<String, ?> headers() {
      return headers;
    }
  }
}
