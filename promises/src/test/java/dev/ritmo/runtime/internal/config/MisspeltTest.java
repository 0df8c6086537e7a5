package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.MINUTES;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.LimiterRegistry;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does not fit is reported, once, and what may be meant well is not. */
final class MisspeltTest {

  private static final Limit PER_MINUTE = Limit.calls(60, 1, MINUTES);

  private final Warnings warnings = new Warnings();

  @BeforeEach
  void forget() {
    LimiterRegistry.reset(TimeSource.system());
  }

  @AfterEach
  void close() {
    warnings.close();
    LimiterRegistry.reset(TimeSource.system());
  }

  private static void declare(Overrides overrides, String name) {
    LimiterRegistry.current()
        .declare(
            name,
            Limits.of(PER_MINUTE),
            "a.A.a()",
            LimiterConfiguration.ofAnnotation(name, overrides));
  }

  private static Overrides property(String key) {
    return new Overrides(Map.of(key, "1"));
  }

  private static Overrides variable(String name) {
    return new Overrides(new Settings(List.of(Source.ofVariables(Map.of(name, "1")))));
  }

  @ParameterizedTest
  @CsvSource({
    "ritmo.limiter.api.cals, calls",
    "ritmo.limiter.api.max-wiat, maxWait",
    "ritmo.limiter.api.maxwaits, maxWait",
    "ritmo.limiter.api.inputToken, inputTokens",
    "ritmo.limiter.api.perKey.cals.2, calls",
    "ritmo.limiter.api.conurrent, concurrent",
    "ritmo.retry.api.maxAttempt, maxAttempts",
    "ritmo.retry.api.budget-reserv, budgetReserve"
  })
  void anElementThatThereIsNotIsReportedWithWhatMayBeMeant(String key, String meant) {
    declare(property(key), "api");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0)).startsWith("Ignored the system property " + key + ": ");
    assertThat(warnings.all().get(0)).endsWith("Did you mean " + meant + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RITMO_LIMITER_API_CALS",
        "RITMO_LIMITER_API_MAX_WIAT",
        "RITMO_LIMITER_API_COLOUR"
      })
  void soItIsInEnvironmentVariables(String name) {
    declare(variable(name), "api");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0)).startsWith("Ignored the environment variable " + name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"maxWait.2", "concurrent.1", "perKey.maxWait", "inference.1"})
  void anElementOfTheWholeHasNoNumber(String element) {
    declare(property("ritmo.limiter.api." + element), "api");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0)).contains("is an element of the whole");
  }

  @ParameterizedTest
  @ValueSource(strings = {"calls.9", "perKey.calls", "perKey.concurrent", "unit.2"})
  void whatOverridesNoneOfTheLimitsIsReported(String element) {
    declare(property("ritmo.limiter.api." + element), "api");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0)).contains("it overrides none of the limits in the code");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ritmo.limiter.api.calls",
        "ritmo.limiter.api.maxWait",
        "ritmo.limiter.api.setup",
        "ritmo.limiter.api.prod.calls",
        "ritmo.limiter.api.5.cals",
        "ritmo.limiter.api.ask(String).calls",
        "ritmo.limiter.other.calls",
        "ritmo.limiter.calls",
        "ritmo.redis.uri",
        "ritmo.limiter.api."
      })
  void whatMayBeMeantWellIsNot(String key) {
    declare(property(key), "api");

    assertThat(warnings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RITMO_LIMITER_API_PROD_CALLS",
        "RITMO_LIMITER_API_PROD_MAX_WAIT",
        "RITMO_LIMITER_API_PROD_EU",
        "RITMO_LIMITER_OTHER_CALLS",
        "RITMO_RETRY_API_MAX_ATTEMPTS",
        "RITMO_HOME"
      })
  void norInEnvironmentVariables(String name) {
    declare(variable(name), "api");

    assertThat(warnings.all()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ritmo.limiter.opneai.calls",
        "ritmo.limiter.openia.calls.2",
        "ritmo.limiter.OpenAI.maxWait",
        "ritmo.limiter.open-ai.perKey.calls",
        "ritmo.limiter.penaii.max-wait",
        "ritmo.retry.opena.maxAttempts"
      })
  void aNameThatLooksLikeTheLimiterIsReported(String key) {
    declare(property(key), "openai");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0))
        .startsWith(
            "The system property " + key + " overrides nothing so far: there is no limiter");
    assertThat(warnings.all().get(0)).contains("called \"openai\"");
  }

  @Test
  void soItIsInTheNameOfAVariable() {
    declare(variable("RITMO_LIMITER_OPNAI_MAX_WAIT"), "openai");

    assertThat(warnings.all()).hasSize(1);
    assertThat(warnings.all().get(0)).contains("there is no limiter \"OPNAI\" yet");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5, gpt-4",
    "user-1, user-2",
    "eu, us",
    "anthropic, openai",
    "openai-prod, openai",
    "a, b"
  })
  void anotherNameIsNot(String given, String declared) {
    declare(property("ritmo.limiter." + given + ".calls"), declared);

    assertThat(warnings.all()).isEmpty();
  }

  @Test
  void theNameOfALimiterThatThereIsIsNot() {
    declare(property("ritmo.other"), "openais");
    declare(property("ritmo.limiter.openais.calls"), "openai");
    declare(variable("RITMO_LIMITER_OPENAIS_CALLS"), "openaix");

    assertThat(warnings.all()).isEmpty();
  }

  @Test
  void everythingIsReportedOnce() throws InterruptedException {
    Overrides overrides =
        new Overrides(
            Map.of(
                "ritmo.limiter.api.calls", "none",
                "ritmo.limiter.api.maxWait", "long",
                "ritmo.limiter.api.tokens", "5",
                "ritmo.limiter.api.cals", "5",
                "ritmo.limiter.apl.calls", "5",
                "ritmo.retry.api.maxAttempts", "many",
                "ritmo.retry.api.budgetReserve", "some"));
    CyclicBarrier together = new CyclicBarrier(8);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String method = "m" + i + "()";
      Thread thread =
          new Thread(
              () -> {
                try {
                  together.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                declare(overrides, "api");
                overrides.maxWait(GovernedMethod.of(method, "api", PER_MINUTE).maxWait(1, MINUTES));
                overrides.retry("api", RetrySettings.DEFAULT);
                declare(overrides, "api");
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(warnings.all()).hasSize(7);
    assertThat(Set.copyOf(warnings.all())).hasSize(7);
  }
}
