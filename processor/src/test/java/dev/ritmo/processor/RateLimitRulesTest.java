package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitRulesTest {

  private static final String NO_LIMIT =
      " must limit calls, tokens or concurrent calls, but limits none of them. Fix: write calls or"
          + " tokens for the most in a period, or concurrent for the most at the same time.";
  private static final String BURST_FIX =
      " Fix: write 1 to spread the calls evenly, or leave it out to let all of them go back to back.";

  @Test
  void callsOfZeroAreRejected() {
    assertThatMethod("@RateLimited(calls = ^0) void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void callsOfAConstantAreRejectedWhereTheConstantIsUsed() {
    assertThatMethod("static final int N = -8; @RateLimited(calls = ^N) void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was -8. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void oneCallIsAccepted() {
    assertThatMethod("@RateLimited(calls = 1) void call() {}").isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "()", "(period = 1, maxWait = 0, limiter = \"x\")"})
  void anAnnotationThatLimitsNothingIsRejected(String elements) {
    assertThatMethod("^@RateLimited" + elements + " void call() {}")
        .hasErrors("[NoLimit] @RateLimited" + NO_LIMIT);
  }

  @Test
  void anEmptyContainerIsRejected() {
    assertThatMethod("^@RateLimited.List({}) void call() {}")
        .hasErrors("[NoLimit] @RateLimited.List" + NO_LIMIT);
    assertThatType("^@RateLimited.List({}) class Calls { public void call() {} }")
        .hasErrors("[NoLimit] @RateLimited.List" + NO_LIMIT);
  }

  @Test
  void theMarkOfUnwrittenNumbersIsRejectedWhenItIsWritten() {
    assertThatMethod(
            "@RateLimited(calls = Integer^.MIN_VALUE, burst = Integer.MIN_VALUE,"
                + " concurrent = Integer.MIN_VALUE) void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was -2147483648. Fix:"
                + " allow at least one call per period.",
            "[BurstNotPositive] @RateLimited burst must be at least 1, but was -2147483648."
                + BURST_FIX,
            "[ConcurrentNotPositive] @RateLimited concurrent must be at least 1, but was"
                + " -2147483648. Fix: allow at least one call at the same time, or leave it out.");
  }

  @Test
  void aBurstOfZeroIsRejected() {
    assertThatMethod("@RateLimited(calls = 1, burst = ^0) void call() {}")
        .hasErrors(
            "[BurstNotPositive] @RateLimited burst must be at least 1, but was 0." + BURST_FIX);
  }

  @Test
  void aBurstAboveTheCallsIsRejected() {
    assertThatMethod("@RateLimited(calls = 10, burst = ^11) void call() {}")
        .hasErrors(
            "[BurstAboveCalls] @RateLimited burst must be at most calls (10), but was 11. Fix:"
                + " write a smaller burst, or leave it out to let all calls go back to back.");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aBurstFromOneToTheCallsIsAccepted(int burst) {
    assertThatMethod("@RateLimited(calls = 10, burst = " + burst + ") void call() {}").isClean();
  }

  @Test
  void aBurstIsNotComparedWithCallsThatAreWrong() {
    assertThatMethod("@RateLimited(calls = ^0, burst = 2) void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", concurrent = 3"})
  void aBurstWithoutCallsIsRejected(String more) {
    assertThatMethod("@RateLimited(burst = ^2" + more + ") void call() {}")
        .hasErrors(
            "[BurstWithoutCalls] @RateLimited burst must stand beside calls, but calls is left out."
                + " Fix: write the calls that it spreads, or leave it out.");
  }

  @Test
  void concurrentOfZeroIsRejected() {
    assertThatMethod("@RateLimited(calls = 1, concurrent = ^0) void call() {}")
        .hasErrors(
            "[ConcurrentNotPositive] @RateLimited concurrent must be at least 1, but was 0. Fix:"
                + " allow at least one call at the same time, or leave it out.");
  }

  @Test
  void concurrentOfOneIsAcceptedWithAndWithoutCalls() {
    assertThatMethod("@RateLimited(calls = 1, concurrent = 1) void call() {}").isClean();
    assertThatMethod("@RateLimited(concurrent = 1) void call() {}").isClean();
  }

  @Test
  void aPeriodOfZeroIsRejected() {
    assertThatMethod("@RateLimited(calls = 1, period = ^0) void call() {}")
        .hasErrors(
            "[PeriodNotPositive] @RateLimited period must be at least 1, but was 0. Fix: write the"
                + " length of the window, in its unit.");
  }

  @Test
  void aPeriodOfOneIsAccepted() {
    assertThatMethod(
            "@RateLimited(calls = 1, period = 1, unit = TimeUnit.NANOSECONDS) void call() {}")
        .isClean();
  }

  @Test
  void aPeriodBeyondTheBoundIsRejected() {
    assertThatMethod(
            "@RateLimited(calls = 1, period = ^53376, unit = TimeUnit.DAYS) void call() {}")
        .hasErrors(
            "[PeriodTooLong] @RateLimited period must be at most 146 years, but was 53376 DAYS."
                + " Fix: write a shorter period, or a smaller unit.");
  }

  @Test
  void aPeriodAtTheBoundIsAccepted() {
    assertThatMethod("@RateLimited(calls = 1, period = 53375, unit = TimeUnit.DAYS) void call() {}")
        .isClean();
    assertThatMethod(
            "@RateLimited(calls = 1, period = Long.MAX_VALUE / 2, unit = TimeUnit.NANOSECONDS)"
                + " void call() {}")
        .isClean();
  }

  @Test
  void aNegativeMaxWaitIsRejected() {
    assertThatMethod("@RateLimited(calls = 1, maxWait = ^-1) void call() {}")
        .hasErrors(
            "[MaxWaitNegative] @RateLimited maxWait must be at least 0, but was -1. Fix: write 0 to"
                + " refuse at once, or leave it out to wait for one minute.");
  }

  @Test
  void theMarkOfAnUnwrittenMaxWaitIsRejectedWhenItIsWritten() {
    assertThatMethod("@RateLimited(calls = 1, maxWait = Long^.MIN_VALUE) void call() {}")
        .hasErrors(
            "[MaxWaitNegative] @RateLimited maxWait must be at least 0, but was"
                + " -9223372036854775808. Fix: write 0 to refuse at once, or leave it out to wait"
                + " for one minute.");
  }

  @Test
  void aMaxWaitOfZeroIsAccepted() {
    assertThatMethod("@RateLimited(calls = 1, maxWait = 0) void call() {}").isClean();
  }

  @Test
  void aMaxWaitBeyondTheBoundIsRejected() {
    assertThatMethod(
            "@RateLimited(calls = 1, period = 1, maxWait = ^53376, unit = TimeUnit.DAYS)"
                + " void call() {}")
        .hasErrors(
            "[MaxWaitTooLong] @RateLimited maxWait must be at most 146 years, but was 53376 DAYS."
                + " Fix: write RateLimited.FOREVER to wait as long as it takes.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"53375", "RateLimited.FOREVER"})
  void aMaxWaitAtTheBoundAndForeverAreAccepted(String maxWait) {
    assertThatMethod(
            "@RateLimited(calls = 1, period = 1, unit = TimeUnit.DAYS, maxWait = "
                + maxWait
                + ") void call() {}")
        .isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\" \"", "\" a\"", "\"a \"", "\"a=b\"", "\"a\\nb\"", "\"a\\u0000\""})
  void aLimiterNameThatIsNoKeyIsRejected(String name) {
    assertThatMethod("@RateLimited(calls = 1, limiter = ^" + name + ") void call() {}")
        .hasErrors(
            "[LimiterNameBlank] @RateLimited limiter must be a name without '=', control characters"
                + " or blanks at its ends, but was "
                + name
                + ". Fix: write a plain name, or leave it out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "chat completions", "gpt-4o:eu"})
  void otherLimiterNamesAreAccepted(String name) {
    assertThatMethod("@RateLimited(calls = 1, limiter = \"" + name + "\") void call() {}")
        .isClean();
  }

  @Test
  void anErrorOnATypeIsReportedOnceForAllItsMethods() {
    assertThatType("@RateLimited(calls = ^0) class Calls { public void a() {} public void b() {} }")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void severalErrorsAreReportedTogether() {
    assertThatMethod(
            "@RateLimited(calls = ^0, period = 0, maxWait = -1) @RetryOnRateLimit(maxAttempts = 0)"
                + " void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.",
            "[PeriodNotPositive] @RateLimited period must be at least 1, but was 0. Fix: write the"
                + " length of the window, in its unit.",
            "[MaxWaitNegative] @RateLimited maxWait must be at least 0, but was -1. Fix: write 0 to"
                + " refuse at once, or leave it out to wait for one minute.",
            "[MaxAttemptsNotPositive] @RetryOnRateLimit maxAttempts must be at least 1, but was 0."
                + " Fix: count all attempts, the first included.");
  }

  @Test
  void moreCallsThanTheClockHasTicksAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = ^1001, period = 1, unit = TimeUnit.MICROSECONDS) void call() {}")
        .hasErrors(
            "[CallsTooDense] @RateLimited calls must be at most one per nanosecond of the period (1"
                + " MICROSECONDS), but was 1001. Fix: write fewer calls, or a longer period.");
  }

  @Test
  void aCallPerTickIsAccepted() {
    assertThatMethod(
            "@RateLimited(calls = 1000, period = 1, unit = TimeUnit.MICROSECONDS) void call() {}")
        .isClean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          calls = 10, maxWait = ^5                              | 6 SECONDS         | 5 SECONDS
          calls = 7, maxWait = ^8                               | 8572 MILLISECONDS | 8 SECONDS
          """)
  void aWaitShorterThanTheGapBetweenCallsIsWarnedOf(String elements, String gap, String found) {
    assertThatMethod("@RateLimited(" + elements + ") void call() {}")
        .hasWarnings(
            "[MaxWaitTooShort] @RateLimited maxWait should be 0 or at least the time between two"
                + " calls ("
                + gap
                + "), but was "
                + found
                + ". Fix: write 0 to refuse at once, or a longer wait.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(calls = 10, maxWait = 6)",
        "@RateLimited(calls = 10, maxWait = 0)",
        "@RateLimited(calls = 7, maxWait = 9)",
        "@RateLimited(concurrent = 1, maxWait = 1)",
        "@RateLimited(calls = 5_000, period = 86_400) @RateLimited(calls = 5, period = 1, maxWait = 1)"
      })
  void aWaitAsLongAsTheSmallestGapIsAccepted(String annotations) {
    assertThatMethod(annotations + " void call() {}").isClean();
  }
}
