package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How burst, concurrent and several limits are overridden; one limit is for OverridesTest. */
final class LimitOverridesTest {

  private static final Limit PER_MINUTE = Limit.calls(60, 1, MINUTES);
  private static final Limit PER_DAY = Limit.calls(5000, 1, DAYS);
  private static final Limit SLOTS = Limit.concurrent(4);

  private static List<Limit> limits(Map<String, String> values, Limit... declared) {
    return new Overrides(values).limits("api", List.of(declared));
  }

  @Test
  void aBurstIsOverriddenWhetherTheCodeHasOneOrNot() {
    Map<String, String> two = Map.of("ritmo.limiter.api.burst", "2");

    assertThat(limits(two, PER_MINUTE)).containsExactly(PER_MINUTE.burst(2));
    assertThat(limits(two, PER_MINUTE.burst(9))).containsExactly(PER_MINUTE.burst(2));
  }

  @ParameterizedTest
  @CsvSource({"100, 10", "10, 10", "9, 9", "1, 1"})
  void fewerCallsThanTheBurstInTheCodeLowerIt(int calls, int burst) {
    assertThat(
            limits(
                Map.of("ritmo.limiter.api.calls", "" + calls),
                Limit.calls(60, 1, MINUTES).burst(10)))
        .containsExactly(Limit.calls(calls, 1, MINUTES).burst(burst));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 59, 61, 1000})
  void aBurstOfAllCallsStaysOne(int calls) {
    assertThat(limits(Map.of("ritmo.limiter.api.calls", "" + calls), PER_MINUTE))
        .containsExactly(Limit.calls(calls, 1, MINUTES));
  }

  @Test
  void callsAndBurstAreOverriddenTogether() {
    Map<String, String> values =
        Map.of("ritmo.limiter.api.calls", "5", "ritmo.limiter.api.burst", "5");

    assertThat(limits(values, PER_MINUTE.burst(10))).containsExactly(Limit.calls(5, 1, MINUTES));
  }

  @ParameterizedTest
  @CsvSource({"5, 6", "60, 0", "60, -1", "60, some", "60, ''"})
  void aBurstWithoutSenseLeavesTheLimitInTheCode(String calls, String burst) {
    Map<String, String> values =
        Map.of("ritmo.limiter.api.calls", calls, "ritmo.limiter.api.burst", burst);

    assertThat(limits(values, PER_MINUTE.burst(10))).containsExactly(PER_MINUTE.burst(10));
  }

  @Test
  void callsAtTheSameTimeAreOverriddenApartFromThosePerPeriod() {
    Map<String, String> values =
        Map.of("ritmo.limiter.api.concurrent", "7", "ritmo.limiter.api.calls", "0");

    assertThat(limits(values, PER_MINUTE, SLOTS))
        .containsExactly(PER_MINUTE, Limit.concurrent(7))
        .inOrder();
    assertThat(limits(Map.of("ritmo.limiter.api.calls", "7"), PER_MINUTE, SLOTS))
        .containsExactly(Limit.calls(7, 1, MINUTES), SLOTS)
        .inOrder();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "few", "", "2147483648"})
  void concurrentWithoutSenseLeavesTheOneInTheCode(String value) {
    assertThat(limits(Map.of("ritmo.limiter.api.concurrent", value), SLOTS)).containsExactly(SLOTS);
  }

  @Test
  void severalPeriodsAreOverriddenByTheirNumberInTheCode() {
    Map<String, String> values =
        Map.of(
            "ritmo.limiter.api.calls.1", "100",
            "ritmo.limiter.api.burst.1", "3",
            "ritmo.limiter.api.calls.2", "9",
            "ritmo.limiter.api.period.2", "2",
            "ritmo.limiter.api.unit.2", "hours",
            "ritmo.limiter.api.concurrent", "1");

    assertThat(limits(values, PER_MINUTE, PER_DAY, SLOTS))
        .containsExactly(
            Limit.calls(100, 1, MINUTES).burst(3), Limit.calls(9, 2, HOURS), Limit.concurrent(1))
        .inOrder();
  }

  @Test
  void nonsenseOfOnePeriodLeavesTheOthers() {
    Map<String, String> values =
        Map.of(
            "ritmo.limiter.api.calls.1", "0",
            "ritmo.limiter.api.period.1", "2",
            "ritmo.limiter.api.calls.2", "9");

    assertThat(limits(values, PER_MINUTE, PER_DAY))
        .containsExactly(PER_MINUTE, Limit.calls(9, 1, DAYS))
        .inOrder();
  }

  @Test
  void consecutiveLimitsWithOnePeriodHaveOneNumber() {
    Limit tokens = Limit.tokens(1000, 60, SECONDS);
    Map<String, String> numbered =
        Map.of("ritmo.limiter.api.tokens.1", "7", "ritmo.limiter.api.calls.2", "9");

    assertThat(limits(numbered, PER_MINUTE, SLOTS, tokens, PER_DAY))
        .containsExactly(PER_MINUTE, SLOTS, Limit.tokens(7, 60, SECONDS), Limit.calls(9, 1, DAYS))
        .inOrder();
    assertThat(limits(Map.of("ritmo.limiter.api.calls", "7"), PER_MINUTE, tokens))
        .containsExactly(Limit.calls(7, 1, MINUTES), tokens)
        .inOrder();
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls", "burst", "period", "calls.3", "concurrent"})
  void whatOverridesNoneOfSeveralPeriodsIsNoticed(String element) {
    assertThat(limits(Map.of("ritmo.limiter.api." + element, "1"), PER_MINUTE, PER_DAY))
        .containsExactly(PER_MINUTE, PER_DAY)
        .inOrder();
    assertThat(withoutEffect(element, PER_MINUTE, PER_DAY))
        .containsExactly("ritmo.limiter.api." + element);
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls.1", "burst.1", "period.1", "tokens.1", "concurrent"})
  void whatDoesNotOverrideASinglePeriodIsNoticed(String element) {
    assertThat(limits(Map.of("ritmo.limiter.api." + element, "1"), PER_MINUTE))
        .containsExactly(PER_MINUTE);
    assertThat(withoutEffect(element, PER_MINUTE)).containsExactly("ritmo.limiter.api." + element);
  }

  @Test
  void callsOfALimiterWithoutAPeriodAreNoticed() {
    assertThat(withoutEffect("calls", SLOTS)).hasSize(1);
    assertThat(withoutEffect("calls")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls.1", "period.2", "concurrent", "maxWait", "unit"})
  void whatOverridesSomethingIsNot(String element) {
    assertThat(withoutEffect(element, PER_MINUTE, PER_DAY, SLOTS)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "inputTokens", "outputTokens"})
  void tokensThatAreNotLimitedAreNoticed(String element) {
    assertThat(withoutEffect(element, PER_MINUTE)).hasSize(1);
    assertThat(withoutEffect(element + ".2", PER_MINUTE, PER_DAY)).hasSize(1);
  }

  @Test
  void tokensAreOverriddenAndKeepTheirBounds() {
    Limit tokens = Limit.tokens(1000, 1, MINUTES);
    assertThat(withoutEffect("tokens", PER_MINUTE, tokens)).isEmpty();
    assertThat(limits(Map.of("ritmo.limiter.api.tokens", "7"), PER_MINUTE, tokens))
        .containsExactly(PER_MINUTE, Limit.tokens(7, 1, MINUTES))
        .inOrder();
    assertThat(limits(Map.of("ritmo.limiter.api.tokens", "1000000000000001"), tokens))
        .containsExactly(tokens);
  }

  @Test
  void limitsOfEachKeyAreOverriddenAsThoseOfAllWhereThereAreNoOthers() {
    Overrides seven = new Overrides(Map.of("ritmo.limiter.api.calls", "7"));

    assertThat(seven.limits("api", Limits.of().perKey(PER_MINUTE)))
        .isEqualTo(Limits.of().perKey(Limit.calls(7, 1, MINUTES)));
  }

  @Test
  void limitsOfEachKeyBesideThoseOfAllAreOverriddenUnderTheirOwnName() {
    Map<String, String> values =
        Map.of(
            "ritmo.limiter.api.calls", "7",
            "ritmo.limiter.api.perKey.calls", "5",
            "ritmo.limiter.api.perKey.concurrent", "1");

    assertThat(new Overrides(values).limits("api", Limits.of(PER_DAY).perKey(PER_MINUTE, SLOTS)))
        .isEqualTo(
            Limits.of(Limit.calls(7, 1, DAYS))
                .perKey(Limit.calls(5, 1, MINUTES), Limit.concurrent(1)));
  }

  private static List<String> withoutEffect(String element, Limit... declared) {
    Map<String, String> values = Map.of("ritmo.limiter.api." + element, "1");
    Elements elements = new Overrides(values).elements(Element.Kind.LIMITER, "api");
    return new LimitOverrides(elements, List.of(declared))
        .withoutEffect().stream().map(Setting::key).toList();
  }

  @Test
  void theWaitCountsInTheUnitOfTheFirstLimitWithAPeriod() {
    Overrides two = new Overrides(Map.of("ritmo.limiter.api.maxWait", "2"));

    assertThat(two.maxWait(GovernedMethod.of("m()", "api", SLOTS, PER_DAY)).maxWaitNanos())
        .isEqualTo(DAYS.toNanos(2));
    assertThat(two.maxWait(GovernedMethod.of("m()", "api", SLOTS)).maxWaitNanos())
        .isEqualTo(SECONDS.toNanos(2));
  }
}
