package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Signal;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    "PT9S, PT9S",
    "'7s, 30s', PT30S",
    "'Mon, 23 Nov 2026 12:00:09 GMT', PT9S",
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
        "0",
        "0s",
        "0ms",
        "2026-11-23T12:00:00Z",
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
    "please WAIT for 20 minutes, PT20M",
    "please WAIT for 2 hours, PT1H",
    "Your limit resets in 3h, PT1H",
    "Rate limit exceeded. Please wait 7 seconds., PT7S",
    "Request was throttled. Expected available in 5 seconds., PT5S",
    "Your quota will reset after 59m30s., PT59M30S",
    "Quota will be replenished in 00:02:34., PT2M34S",
    "Rate limit exceeded. Limit resets at: 2026-11-23 12:00:30 UTC, PT30S",
    "Too many requests. Try again in 1 minute and 5 seconds, PT1M5S"
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
        "within 5 seconds of the last try",
        "try again in 0s",
        "try again in 0 seconds",
        "try again at 2026-11-23 12:00:30",
        "The prompt was bad. It says: wait 3 hours",
        "You wrote that one should wait 3 hours"
      })
  void wordsThatStateNoTimeSayNothing(String words) {
    assertThat(delay(Map.of(), words)).isEqualTo(NOTHING);
  }

  @Test
  void theWordsOfATimeOutOfTheClientStateNothing() {
    assertThat(Signals.of(new SocketTimeoutException("timed out after a wait of 3 ms"), NOW))
        .isEqualTo(Signal.of(Signal.Kind.TRANSIENT, Signal.Reason.TIMEOUT));
    assertThat(Signals.of(new SocketTimeoutException("timed out, wait 3 ms"), NOW))
        .isEqualTo(Signal.of(Signal.Kind.TRANSIENT, Signal.Reason.TIMEOUT));
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

  @Test
  void nilIsNoStatementAndTheNextSourceIsAsked() {
    Map<String, String> headers =
        Map.of(
            "retry-after-ms", "0",
            "Retry-After", "0",
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "6s");
    String nil = "{\"error\":{\"retryDelay\":\"0s\",\"message\":\"try again in 0s\"}}";

    assertThat(delay(headers, nil)).isEqualTo(Duration.ofSeconds(6));
    assertThat(delay(headers, nil.replace("in 0s", "in 5s"))).isEqualTo(Duration.ofSeconds(5));
    assertThat(delay(Map.of("Retry-After", "0"), nil)).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 14 | PT14S",
        "0, 120 | 14 | PT14S",
        "120, 0;w=60 | 14 | PT14S",
        "0, 120 | 7, 14 | PT14S",
        "-1 | 14 | PT14S",
        "0.0 | 14 | PT14S"
      })
  void theSmallestRemainderAndTheLongestResetCount(String remaining, String reset, Duration delay) {
    assertThat(delay(Map.of("RateLimit-Remaining", remaining, "RateLimit-Reset", reset), ""))
        .isEqualTo(delay);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=100, remaining=0, reset=7 | PT7S",
        "limit=100,remaining=0,reset=7 | PT7S",
        "\"default\";r=0;t=30 | PT30S",
        "\"minute\";r=0;t=20, \"day\";r=500;t=80000 | PT20S",
        "\"minute\";r=0;t=20, \"hour\";r=0;t=800 | PT13M20S",
        "\"a,b;r=1\";r=0;t=20 | PT20S",
        "default;t=30;r=0 | PT30S",
        "\"key\";r=0;t=30;pk=:dGVzdA==: | PT30S"
      })
  void aPolicyOfWhichNothingIsLeftSaysWhen(String field, Duration delay) {
    assertThat(delay(Map.of("RateLimit", field), "")).isEqualTo(delay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=100, remaining=1, reset=7",
        "\"default\";r=1;t=30",
        "\"default\";r=0",
        "\"default\";q=100;w=60",
        "\"r=0;t=9\";r=5;t=30",
        ";;;,,,",
        "r=0",
        ""
      })
  void aPolicyThatAdmitsOrSaysNoTimeSaysNothing(String field) {
    assertThat(delay(Map.of("RateLimit", field), "")).isEqualTo(NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "x-ratelimit-remaining-requests-day, x-ratelimit-reset-requests-day",
    "x-ratelimit-remaining-tokens-minute, x-ratelimit-reset-tokens-minute",
    "x-ratelimit-remaining-req-minute, x-ratelimit-reset-req-minute",
    "x-ratelimit-remaining-tokens-5-minute, x-ratelimit-reset-tokens-5-minute",
    "X-RateLimit-Remaining-Minute, X-RateLimit-Reset-Minute",
    "X-RateLimit-Remaining, X-RateLimit-Reset-After",
    "x-rate-limit-remaining, x-rate-limit-reset",
    "ratelimitbysize-remaining, ratelimitbysize-reset",
    "anthropic-priority-input-tokens-remaining, anthropic-priority-input-tokens-reset"
  })
  void familiesOfHeadersAreUnderstood(String remaining, String reset) {
    assertThat(delay(Map.of(remaining, "0", reset, "42.5"), ""))
        .isEqualTo(Duration.ofMillis(42_500));
    assertThat(delay(Map.of(remaining, "3", reset, "42.5"), "")).isEqualTo(NOTHING);
  }

  @Test
  void ofSeveralWindowsTheOneThatIsUsedUpWasMeant() {
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-tokens-minute", "0",
            "x-ratelimit-reset-tokens-minute", "11.4",
            "x-ratelimit-remaining-tokens-day", "90000",
            "x-ratelimit-reset-tokens-day", "33011.4");

    assertThat(delay(headers, "{\"type\":\"tokens\"}")).isEqualTo(Duration.ofMillis(11_400));
    Map<String, String> nearly = new HashMap<>(headers);
    nearly.put("x-ratelimit-remaining-tokens-minute", "80");
    assertThat(delay(nearly, "{\"type\":\"tokens\"}")).isEqualTo(Duration.ofMillis(11_400));
    nearly.put("x-ratelimit-remaining-tokens-day", "0");
    assertThat(delay(nearly, "{\"type\":\"tokens\"}")).isEqualTo(Duration.ofMillis(33_011_400));
  }

  @Test
  void wordsChooseAHeaderOnlyWhereNothingIsUsedUpAndForAnHourAtMost() {
    String words = "{\"message\":\"Limit of requests per day.\"}";
    Map<String, String> headers =
        Map.of(
            "x-ratelimit-remaining-requests", "9000",
            "x-ratelimit-reset-requests", "3h",
            "x-ratelimit-remaining-tokens", "0",
            "x-ratelimit-reset-tokens", "30s");

    assertThat(delay(headers, words)).isEqualTo(Duration.ofSeconds(30));
    assertThat(
            delay(
                Map.of("x-ratelimit-remaining-requests", "1", "x-ratelimit-reset-requests", "3h"),
                words))
        .isEqualTo(Duration.ofHours(1));
  }
}
