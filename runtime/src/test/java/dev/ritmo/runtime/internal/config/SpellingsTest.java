package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements may be spelled in several ways, in all places. */
final class SpellingsTest {

  private static final Limit PER_MINUTE = Limit.calls(60, 1, MINUTES);
  private static final Limit PER_DAY = Limit.calls(5000, 1, DAYS);

  private static Overrides of(Source... sources) {
    return new Overrides(new Settings(List.of(sources)));
  }

  private static Overrides property(String key, String value) {
    return new Overrides(Map.of(key, value));
  }

  private static Overrides variable(String name, String value) {
    return of(Source.ofVariables(Map.of(name, value)));
  }

  private static long maxWait(Overrides overrides) {
    return overrides.maxWait(GovernedMethod.of("m()", "api", PER_MINUTE)).maxWaitNanos();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"maxWait", "max-wait", "max_wait", "MAX_WAIT", "maxwait", "MaxWait", "MAX-WAIT"})
  void anElementMayBeSpelledInOtherWays(String element) {
    assertThat(maxWait(property("ritmo.limiter.api." + element, "2")))
        .isEqualTo(MINUTES.toNanos(2));
    assertThat(
            maxWait(of(Source.ofProperties("file", Map.of("ritmo.limiter.api." + element, "2")))))
        .isEqualTo(MINUTES.toNanos(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAXWAIT", "MAX_WAIT"})
  void soMayItInEnvironmentVariables(String element) {
    assertThat(maxWait(variable("RITMO_LIMITER_API_" + element, "2")))
        .isEqualTo(MINUTES.toNanos(2));
  }

  @ParameterizedTest
  @CsvSource({
    "ritmo.limiter.api.per-key.calls.2, RITMO_LIMITER_API_PER_KEY_CALLS_2",
    "ritmo.limiter.api.perKey.CALLS.2, RITMO_LIMITER_API_PERKEY_CALLS_2"
  })
  void numbersAndKeysStayApart(String key, String variable) {
    Limits declared = Limits.of(PER_DAY).perKey(PER_MINUTE, PER_DAY);
    Limits changed = Limits.of(PER_DAY).perKey(PER_MINUTE, Limit.calls(7, 1, DAYS));

    assertThat(property(key, "7").limits("api", declared)).isEqualTo(changed);
    assertThat(variable(variable, "7").limits("api", declared)).isEqualTo(changed);
  }

  @Test
  void retriesAndFlagsAreRelaxedToo() {
    assertThat(
            variable("RITMO_RETRY_API_MAX_ATTEMPTS", "7")
                .retry("api", RetrySettings.DEFAULT)
                .maxAttempts())
        .isEqualTo(7);
    assertThat(
            variable("RITMO_LIMITER_API_ACCOUNT_PER_KEY", "true")
                .limits("api", Limits.of().perKey(PER_MINUTE))
                .keysAreAccounts())
        .isTrue();
  }

  @Test
  void theNameOfALimiterIsNotRelaxed() {
    assertThat(maxWait(property("ritmo.limiter.API.maxWait", "2")))
        .isEqualTo(GovernedMethod.DEFAULT_WAIT);
  }

  @Test
  void whatTheDocsSpellWinsOverOtherSpellingsBesideIt() {
    assertThat(
            maxWait(
                new Overrides(
                    Map.of(
                        "ritmo.limiter.api.MAX_WAIT", "1",
                        "ritmo.limiter.api.maxWait", "2",
                        "ritmo.limiter.api.max-wait", "3"))))
        .isEqualTo(MINUTES.toNanos(2));
  }

  @Test
  void aPlaceThatWinsDoesSoInAnySpelling() {
    assertThat(
            maxWait(
                of(
                    Source.ofProperties("p", Map.of("ritmo.limiter.api.max-wait", "1")),
                    Source.ofVariables(Map.of("RITMO_LIMITER_API_MAXWAIT", "2")),
                    Source.ofProperties("f", Map.of("ritmo.limiter.api.maxWait", "3")))))
        .isEqualTo(MINUTES.toNanos(1));
  }

  @Test
  void aNameThatGoesOnIsAnother() {
    Overrides overrides =
        of(
            Source.ofProperties("p", Map.of("ritmo.limiter.gpt-5.2.calls", "7")),
            Source.ofVariables(Map.of("RITMO_LIMITER_GPT_5_2_CALLS", "8")));

    assertThat(overrides.limits("gpt-5", List.of(PER_MINUTE))).containsExactly(PER_MINUTE);
    assertThat(overrides.limits("gpt-5.2", List.of(PER_MINUTE)))
        .containsExactly(Limit.calls(7, 1, MINUTES));
  }

  @Test
  void aUnitCountsForTheWaitAndThePeriod() {
    assertThat(
            maxWait(
                new Overrides(
                    Map.of(
                        "ritmo.limiter.api.max-wait", "2", "ritmo.limiter.api.UNIT", "seconds"))))
        .isEqualTo(SECONDS.toNanos(2));
  }
}
