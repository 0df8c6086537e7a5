package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When to come back, in all the ways that providers put it. */
final class StatedTimesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static Duration delay(Map<String, String> headers, String body) {
    Signal signal = Signals.of(Clients.jdk(429, headers, body), NOW);
    assertThat(signal.kind()).isEqualTo(Signal.Kind.REJECTED);
    return Duration.ofNanos(signal.statedDelayNanos());
  }

  private static final Duration NOTHING = Duration.ofNanos(Signal.NONE);

  @ParameterizedTest
  @CsvSource({
    "17ms, PT0.017S",
    "1s, PT1S",
    "7.66s, PT7.66S",
    "2m59.56s, PT2M59.56S",
    "6m0s, PT6M",
    "1h2m, PT1H2M",
    "1h0m0.000000001s, PT1H0.000000001S",
    "0s, PT0S",
    "500µs, PT0.0005S",
    "500us, PT0.0005S",
    "12ns, PT0.000000012S",
    "0.1ns, PT0.000000001S",
    "1d2h, PT26H",
    "30, PT30S",
    "30.25, PT30.25S",
    "2026-11-23T12:00:09Z, PT9S",
    "2026-11-23T13:00:09.000000001+01:00, PT9.000000001S",
    "1795435209, PT9S",
    "1795435209000, PT9S",
    "1795435209000.5, PT9.001S"
  })
  void aResetIsUnderstood(String value, Duration delay) {
    Map<String, String> headers =
        Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", value);

    assertThat(delay(headers, "")).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "-5s",
        "5 parsecs",
        "1s2",
        "s",
        "1e30",
        "999999999999d",
        "2026-11-23T11:59:59Z",
        "2099-11-23T12:00:00Z",
        "2026-13-45T99:00:00Z",
        "99999999999999999",
        "1795435199"
      })
  void aResetThatMakesNoSenseSaysNothing(String value) {
    Map<String, String> headers =
        Map.of("x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", value);

    assertThat(delay(headers, "")).isEqualTo(NOTHING);
  }

  @Test
  void theResetOfALimitThatIsNotUsedUpSaysNothing() {
    assertThat(
            delay(
                Map.of("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "9s"),
                ""))
        .isEqualTo(NOTHING);
    assertThat(delay(Map.of("x-ratelimit-reset-requests", "9s"), "")).isEqualTo(NOTHING);
  }

  @Test
  void theResetOfTheLimitThatWasMeantCountsWhateverIsLeft() {
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-tokens", "300",
            "x-ratelimit-reset-tokens", "42s",
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "24h");

    assertThat(delay(headers, "{\"type\":\"tokens\"}")).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void ofSeveralLimitsThatAreUsedUpTheLastToComeBackCounts() {
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "42s",
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "9s");

    assertThat(delay(headers, "")).isEqualTo(Duration.ofSeconds(42));
  }

  @ParameterizedTest
  @CsvSource({
    "Please try again in 456ms., PT0.456S",
    "Please try again in 1m2.5s. Visit, PT1M2.5S",
    "Please retry after 37 seconds., PT37S",
    "retry after 1 second, PT1S",
    "Please retry in 37.069205735s., PT37.069205735S",
    "Try again in 6 minutes and 3 seconds, PT6M3S",
    "Please wait 20 sec before the next, PT20S",
    "please WAIT for 2 hours, PT2H",
    "Your limit resets in 3h, PT3H"
  })
  void wordsAreUnderstood(String words, Duration delay) {
    assertThat(delay(Map.of(), "{\"message\":\"" + words + "\"}")).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Please try again later",
        "try again in a while",
        "try again in 5 months",
        "try again in -5s",
        "try again in 99999999999999999999 seconds",
        "retry in 999999999999 days",
        "within 5 seconds of the last try"
      })
  void wordsThatStateNoTimeSayNothing(String words) {
    assertThat(delay(Map.of(), words)).isEqualTo(NOTHING);
  }

  @Test
  void theWordsOfATimeOutOfTheClientStateNothing() {
    assertThat(Signals.of(new SocketTimeoutException("timed out after a wait of 3 ms"), NOW))
        .isEqualTo(Signal.of(Signal.Kind.TRANSIENT));
    assertThat(Signals.of(new SocketTimeoutException("timed out, wait 3 ms"), NOW))
        .isEqualTo(Signal.of(Signal.Kind.TRANSIENT));
  }

  @Test
  void aDateIsTakenByTheClockOfTheProvider() {
    Map<String, String> headers =
        Map.of(
            "Date", "Mon, 23 Nov 2026 09:59:50 GMT",
            "Retry-After", "Mon, 23 Nov 2026 10:00:00 GMT");

    assertThat(delay(headers, "")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aDateThatIsNoneLeavesTheClockHere() {
    Map<String, String> headers =
        Map.of("Date", "yesterday", "Retry-After", "Mon, 23 Nov 2026 12:00:10 GMT");

    assertThat(delay(headers, "")).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void aHeaderComesBeforeTheBodyAndThatBeforeItsWords() {
    String body = "{\"retryDelay\":\"3s\",\"message\":\"try again in 4s\"}";

    assertThat(delay(Map.of("Retry-After", "2"), body)).isEqualTo(Duration.ofSeconds(2));
    assertThat(delay(Map.of(), body)).isEqualTo(Duration.ofSeconds(3));
    assertThat(delay(Map.of(), body.replace("3s", "-3s"))).isEqualTo(Duration.ofSeconds(4));
    assertThat(delay(Map.of("Retry-After", "1000000000000"), body))
        .isEqualTo(Duration.ofSeconds(3));
  }
}
