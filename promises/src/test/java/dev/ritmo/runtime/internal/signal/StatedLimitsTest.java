package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.INPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.OUTPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;

import dev.ritmo.runtime.spi.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which limits the headers of answers state, as providers and gateways send them. */
final class StatedLimitsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String DATE = "Mon, 23 Nov 2026 11:00:00 GMT"; // its clock is an hour behind

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final long DAY = Duration.ofDays(1).toNanos();

  /** The limits in these headers: a name, a value, a name, a value ... */
  private static List<StatedLimit> in(String... headers) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < headers.length; i += 2) {
      all.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
    }
    return StatedLimits.in(all, NOW);
  }

  private static StatedLimit limit(
      Dimension dimension, long limit, long remaining, long reset, long period) {
    return new StatedLimit(dimension, limit, remaining, reset, period);
  }

  private static StatedLimit limit(
      Dimension dimension, long limit, long remaining, Duration reset) {
    return limit(dimension, limit, remaining, reset.toNanos(), 0);
  }

  @Test
  void openAi() {
    assertThat(
            in(
                "x-ratelimit-limit-requests", "500",
                "X-RateLimit-Remaining-Requests", "499",
                "x-ratelimit-reset-requests", "120ms",
                "x-ratelimit-limit-tokens", "30000",
                "x-ratelimit-remaining-tokens", "29976",
                "x-ratelimit-reset-tokens", "6m0.5s"))
        .containsExactly(
            limit(TOKENS, 30_000, 29_976, Duration.ofMillis(360_500)),
            limit(CALLS, 500, 499, Duration.ofMillis(120)))
        .inOrder();
  }

  @Test
  void anthropicCountsByItsOwnClock() {
    assertThat(
            in(
                "date", DATE,
                "anthropic-ratelimit-requests-limit", "50",
                "anthropic-ratelimit-requests-remaining", "49",
                "anthropic-ratelimit-requests-reset", "2026-11-23T11:00:01Z",
                "anthropic-ratelimit-input-tokens-limit", "40000",
                "anthropic-ratelimit-input-tokens-remaining", "39000",
                "anthropic-ratelimit-input-tokens-reset", "2026-11-23T11:00:02Z",
                "anthropic-ratelimit-output-tokens-limit", "8000",
                "anthropic-ratelimit-output-tokens-remaining", "8000",
                "anthropic-ratelimit-output-tokens-reset", "2026-11-23T11:00:03Z"))
        .containsExactly(
            limit(CALLS, 50, 49, Duration.ofSeconds(1)),
            limit(INPUT_TOKENS, 40_000, 39_000, Duration.ofSeconds(2)),
            limit(OUTPUT_TOKENS, 8000, 8000, Duration.ofSeconds(3)));
  }

  @Test
  void aLimitThatIsResetSaysNothing() {
    assertThat(
            in(
                "date", DATE,
                "anthropic-ratelimit-requests-limit", "50",
                "anthropic-ratelimit-requests-remaining", "50",
                "anthropic-ratelimit-requests-reset", "2026-11-23T11:00:00Z"))
        .isEmpty();
  }

  @Test
  void aPriorityTierThatIsUsedUpStopsNoCall() {
    assertThat(
            in(
                "anthropic-priority-input-tokens-limit", "10000",
                "anthropic-priority-input-tokens-remaining", "0",
                "anthropic-priority-input-tokens-reset", "2026-11-23T12:01:00Z"))
        .isEmpty();
  }

  @Test
  void azureCountsRequestsOverTenSecondsUnlessItStatesThePeriod() {
    assertThat(
            in(
                "apim-request-id", "1",
                "x-ratelimit-limit-requests", "120",
                "x-ratelimit-remaining-requests", "19",
                "x-ratelimit-reset-requests", "10",
                "x-ratelimit-limit-tokens", "20000",
                "x-ratelimit-remaining-tokens", "19000",
                "x-ratelimit-reset-tokens", "60"))
        .containsExactly(limit(TOKENS, 20_000, 19_000, Duration.ofMinutes(1)));
    assertThat(
            in(
                "x-ms-region", "West Europe",
                "x-ratelimit-limit-requests", "20",
                "x-ratelimit-remaining-requests", "19",
                "x-ratelimit-renewalperiod-requests", "10"))
        .containsExactly(limit(CALLS, 20, 19, 10_000_000_000L, 10_000_000_000L));
  }

  @Test
  void namesStateTheWindow() {
    assertThat(
            in(
                "x-ratelimit-limit-requests-day", "14400",
                "x-ratelimit-remaining-requests-day", "14000",
                "x-ratelimit-reset-requests-day", "33011.38",
                "x-ratelimit-limit-tokens-minute", "60000",
                "x-ratelimit-remaining-tokens-minute", "0"))
        .containsExactly(
            limit(CALLS, 14_400, 14_000, 33_011_380_000_000L, DAY),
            limit(TOKENS, 60_000, 0, MINUTE, MINUTE));
  }

  @Test
  void whatIsCountedWithoutANameIsRequests() {
    long inAMinute = NOW.plusSeconds(60).toEpochMilli();
    assertThat(
            in(
                "x-ratelimit-limit", "20",
                "x-ratelimit-remaining", "3",
                "x-ratelimit-reset", Long.toString(inAMinute)))
        .containsExactly(limit(CALLS, 20, 3, Duration.ofMinutes(1)));
  }

  @Test
  void theAmountOfALineOfWindowsHasAPeriod() {
    assertThat(
            in(
                "ratelimit-limit", "1000, 1000;w=60, 60000;w=3600",
                "ratelimit-remaining", "999",
                "ratelimit-reset", "30"))
        .containsExactly(limit(CALLS, 1000, 999, 30_000_000_000L, MINUTE));
  }

  @Test
  void theFieldsOfTheIetf() {
    assertThat(in("RateLimit", "limit=100, remaining=50, reset=30"))
        .containsExactly(limit(CALLS, 100, 50, Duration.ofSeconds(30)));
    assertThat(
            in(
                "RateLimit-Policy", "\"burst\";q=100;w=60,\"day\";q=1000;w=86400",
                "RateLimit", "\"day\";r=900;t=5000, \"burst\";r=7"))
        .containsExactly(
            limit(CALLS, 1000, 900, 5_000_000_000_000L, DAY), limit(CALLS, 100, 7, MINUTE, MINUTE))
        .inOrder();
  }

  @Test
  void aPolicyWithoutAnAmountOrOfOtherUnitsIsPassedOver() {
    assertThat(in("RateLimit", "\"day\";r=0;t=5000")).isEmpty();
    assertThat(
            in(
                "RateLimit-Policy", "\"data\";q=100;qu=\"content-bytes\";w=60",
                "RateLimit", "\"data\";r=0;t=50"))
        .isEmpty();
    assertThat(
            in(
                "RateLimit-Policy", "\"calls\";q=100;qu=\"requests\";w=60",
                "RateLimit", "\"calls\";r=0;t=60"))
        .containsExactly(limit(CALLS, 100, 0, MINUTE, MINUTE));
  }

  @Test
  void ofTwoLimitsWithTheSameAmountTheOneWithLessLeftComesLast() {
    assertThat(
            in(
                "x-ratelimit-limit-project-tokens", "30000",
                "x-ratelimit-remaining-project-tokens", "10",
                "x-ratelimit-reset-project-tokens", "1m",
                "x-ratelimit-limit-tokens", "30000",
                "x-ratelimit-remaining-tokens", "20000",
                "x-ratelimit-reset-tokens", "1m"))
        .containsExactly(
            limit(TOKENS, 30_000, 20_000, Duration.ofMinutes(1)),
            limit(TOKENS, 30_000, 10, Duration.ofMinutes(1)))
        .inOrder();
  }

  @Test
  void whereATimeToComeBackIsStatedAUsedUpLimitAddsNothing() {
    assertThat(
            in(
                "retry-after-ms", "120",
                "x-ratelimit-limit-requests", "500",
                "x-ratelimit-remaining-requests", "0",
                "x-ratelimit-reset-requests", "60s",
                "x-ratelimit-limit-tokens", "30000",
                "x-ratelimit-remaining-tokens", "20000",
                "x-ratelimit-reset-tokens", "20s"))
        .containsExactly(limit(TOKENS, 30_000, 20_000, Duration.ofSeconds(20)));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 11, 1s",
    "10, -1, 1s",
    "0, 0, 1s",
    "-5, 0, 1s",
    "10, 5, soon",
    "10, 5, 0",
    "10, 5, -1",
    "ten, 5, 1s",
    "10, '', 1s",
    "1e400, 5, 1s",
    "10, 5, 1000000h",
    "9999999999999999999, 5, 1s",
  })
  void numbersThatCannotBeAreIgnored(String limit, String remaining, String reset) {
    assertThat(
            in(
                "x-ratelimit-limit-requests", limit,
                "x-ratelimit-remaining-requests", remaining,
                "x-ratelimit-reset-requests", reset))
        .isEmpty();
  }

  @Test
  void repeatedHeadersCountByTheirSmallestAmountAndLongestTime() {
    assertThat(
            in(
                "x-ratelimit-limit-requests", "500",
                "x-ratelimit-limit-requests", "400",
                "x-ratelimit-remaining-requests", "9.9",
                "x-ratelimit-remaining-requests", "20",
                "x-ratelimit-reset-requests", "1s",
                "x-ratelimit-reset-requests", "2s"))
        .containsExactly(limit(CALLS, 400, 9, Duration.ofSeconds(2)));
  }

  @Test
  void headersWithoutNamesOrValuesBreakNothing() {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put(null, List.of("HTTP/1.1 200 OK")); // as HttpURLConnection has it
    headers.put("x-ratelimit-limit-requests", null);
    headers.put("x-ratelimit-remaining-requests", Arrays.asList("1", null));
    headers.put("x-ratelimit-reset-requests", List.of("y".repeat(1 << 20)));

    assertThat(StatedLimits.in(headers, NOW)).isEmpty();
    assertThat(StatedLimits.in(Map.of(), NOW)).isEmpty();
  }
}
