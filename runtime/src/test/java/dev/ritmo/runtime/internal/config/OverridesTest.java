package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OverridesTest {

  private static final Limit DECLARED = Limit.calls(10, 2, TimeUnit.MINUTES);
  private static final RetrySettings RETRY =
      RetrySettings.DEFAULT
          .delays(100, 2000, TimeUnit.MILLISECONDS)
          .retryOn(IOException.class)
          .abortOn(IllegalStateException.class);

  private static Limit limit(Map<String, String> values) {
    return new Overrides(values).limits("api", List.of(DECLARED)).get(0);
  }

  private static long maxWait(Map<String, String> values) {
    GovernedMethod declared =
        GovernedMethod.of("m()", "api", DECLARED).maxWait(30, TimeUnit.SECONDS);
    return new Overrides(values).maxWait(declared).maxWaitNanos();
  }

  private static RetrySettings retry(Map<String, String> values) {
    return new Overrides(values).retry("api", RETRY);
  }

  @Test
  void whatIsNotOverriddenStays() {
    Map<String, String> ofAnother =
        Map.of("ritmo.limiter.other.calls", "1", "ritmo.retry.other.maxAttempts", "1");

    assertThat(limit(ofAnother)).isEqualTo(DECLARED);
    assertThat(maxWait(ofAnother)).isEqualTo(TimeUnit.SECONDS.toNanos(30));
    assertThat(retry(ofAnother)).isEqualTo(RETRY);
  }

  @Test
  void callsAndPeriodAreOverriddenOneByOne() {
    assertThat(limit(Map.of("ritmo.limiter.api.calls", " 500 ")))
        .isEqualTo(Limit.calls(500, 2, TimeUnit.MINUTES));
    assertThat(limit(Map.of("ritmo.limiter.api.period", "3")))
        .isEqualTo(Limit.calls(10, 3, TimeUnit.MINUTES));
  }

  @Test
  void aPeriodCountsInTheUnitGivenWithIt() {
    assertThat(limit(Map.of("ritmo.limiter.api.period", "30", "ritmo.limiter.api.unit", "seconds")))
        .isEqualTo(Limit.calls(10, 30, TimeUnit.SECONDS));
  }

  @Test
  void aUnitAloneDoesNotChangeThePeriodInTheCode() {
    assertThat(limit(Map.of("ritmo.limiter.api.unit", "HOURS"))).isEqualTo(DECLARED);
  }

  @ParameterizedTest
  @CsvSource({
    "calls, 0",
    "calls, -1",
    "calls, many",
    "calls, ''",
    "calls, 1.5",
    "calls, 99999999999",
    "period, 0",
    "period, -3",
    "period, 1h",
    "period, 9223372036854775807"
  })
  void aLimitWithoutSenseLeavesTheOneInTheCode(String element, String value) {
    Map<String, String> values =
        Map.of(
            "ritmo.limiter.api." + element,
            value,
            "ritmo.limiter.api." + (element.equals("calls") ? "period" : "calls"),
            "7");

    assertThat(limit(values)).isEqualTo(DECLARED);
  }

  @Test
  void aUnitWithoutSenseLeavesTheLimitInTheCode() {
    assertThat(
            limit(Map.of("ritmo.limiter.api.period", "1", "ritmo.limiter.api.unit", "fortnights")))
        .isEqualTo(DECLARED);
  }

  @Test
  void theWaitCountsInTheUnitGivenOrInThatOfTheLimit() {
    assertThat(maxWait(Map.of("ritmo.limiter.api.maxWait", "2")))
        .isEqualTo(TimeUnit.MINUTES.toNanos(2));
    assertThat(
            maxWait(Map.of("ritmo.limiter.api.maxWait", "2", "ritmo.limiter.api.unit", "SECONDS")))
        .isEqualTo(TimeUnit.SECONDS.toNanos(2));
    assertThat(maxWait(Map.of("ritmo.limiter.api.maxWait", "0"))).isEqualTo(0);
    assertThat(maxWait(Map.of("ritmo.limiter.api.maxWait", "forever")))
        .isEqualTo(GovernedMethod.FOREVER);
  }

  @Test
  void theWaitOfAMethodWithoutLimitsCountsInSeconds() {
    Map<String, String> values = Map.of("ritmo.limiter.api.maxWait", "2");

    assertThat(new Overrides(values).maxWait(GovernedMethod.of("m()", "api")).maxWaitNanos())
        .isEqualTo(TimeUnit.SECONDS.toNanos(2));
  }

  @ParameterizedTest
  @CsvSource({"-1", "soon", "''", "9223372036854775806"})
  void aWaitWithoutSenseLeavesTheOneInTheCode(String value) {
    assertThat(maxWait(Map.of("ritmo.limiter.api.maxWait", value)))
        .isEqualTo(TimeUnit.SECONDS.toNanos(30));
  }

  @Test
  void everythingOfARetryCanBeOverriddenButTheTypes() {
    Map<String, String> values =
        Map.of(
            "ritmo.retry.api.maxAttempts", "7",
            "ritmo.retry.api.initialDelay", "1",
            "ritmo.retry.api.maxDelay", "90",
            "ritmo.retry.api.multiplier", "1.5",
            "ritmo.retry.api.jitter", "0",
            "ritmo.retry.api.deadline", "600",
            "ritmo.retry.api.unit", "SECONDS");

    assertThat(retry(values))
        .isEqualTo(
            RETRY
                .maxAttempts(7)
                .delays(1, 90, TimeUnit.SECONDS)
                .multiplier(1.5)
                .jitter(0)
                .deadline(600, TimeUnit.SECONDS));
  }

  @Test
  void durationsOfARetryInTheCodeKeepTheirUnit() {
    Map<String, String> values =
        Map.of("ritmo.retry.api.maxDelay", "1", "ritmo.retry.api.unit", "HOURS");

    assertThat(retry(values).initialDelayNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(100));
    assertThat(retry(values).maxDelayNanos()).isEqualTo(TimeUnit.HOURS.toNanos(1));
  }

  @ParameterizedTest
  @CsvSource({
    "maxAttempts, 0",
    "maxAttempts, x",
    "initialDelay, -1",
    "initialDelay, 61",
    "initialDelay, 9223372036854775807",
    "maxDelay, 0",
    "multiplier, 0.99",
    "multiplier, NaN",
    "multiplier, Infinity",
    "jitter, -0.1",
    "jitter, 1.1",
    "jitter, NaN",
    "deadline, 0",
    "deadline, -5",
    "unit, parsecs"
  })
  void aRetryWithoutSenseLeavesTheOneInTheCode(String element, String value) {
    RetrySettings inSeconds = RetrySettings.DEFAULT;
    Map<String, String> values =
        Map.of("ritmo.retry.api." + element, value, "ritmo.retry.api.other", "1");

    assertThat(new Overrides(values).retry("api", inSeconds)).isEqualTo(inSeconds);
  }

  @Test
  void oneElementWithoutSenseVoidsTheWholeRetry() {
    assertThat(retry(Map.of("ritmo.retry.api.maxAttempts", "9", "ritmo.retry.api.jitter", "much")))
        .isEqualTo(RETRY);
  }

  private static RetryBudget budget(Map<String, String> values) {
    return new Overrides(values).budget("api", RetryBudget.DEFAULT);
  }

  @Test
  void theBudgetOfARetryCanBeOverridden() {
    assertThat(
            budget(
                Map.of(
                    "ritmo.retry.api.budgetPerSuccess", "0.1",
                    "ritmo.retry.api.budgetReserve", "3",
                    "ritmo.retry.api.budgetMost", "7")))
        .isEqualTo(new RetryBudget(0.1, 3, 7));
    assertThat(budget(Map.of("ritmo.retry.api.budgetReserve", "500")))
        .isEqualTo(new RetryBudget(0.2, 500, 500));
    assertThat(budget(Map.of("ritmo.retry.other.budgetReserve", "500")))
        .isEqualTo(RetryBudget.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({
    "budgetPerSuccess, 1.1",
    "budgetPerSuccess, NaN",
    "budgetReserve, -1",
    "budgetReserve, some",
    "budgetMost, 9"
  })
  void aBudgetWithoutSenseLeavesTheOneInTheCode(String element, String value) {
    assertThat(budget(Map.of("ritmo.retry.api." + element, value))).isEqualTo(RetryBudget.DEFAULT);
  }

  @Test
  void keysCanBeSaidToBeAccounts() {
    Limits declared = Limits.of().perKey(DECLARED);
    Limits accounts = declared.accountPerKey();
    String key = "ritmo.limiter.api.accountPerKey";

    assertThat(new Overrides(Map.of(key, "true")).limits("api", declared)).isEqualTo(accounts);
    assertThat(new Overrides(Map.of(key, "FALSE")).limits("api", accounts)).isEqualTo(declared);
    assertThat(new Overrides(Map.of(key, "yes")).limits("api", accounts)).isEqualTo(accounts);
    assertThat(new Overrides(Map.of("other", "1")).limits("api", accounts)).isEqualTo(accounts);
  }
}
