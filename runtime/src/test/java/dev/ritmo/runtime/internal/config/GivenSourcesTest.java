package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.ConfigurationSource;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GivenSourcesTest {

  private static final Limit TEN = Limit.calls(10, 1, TimeUnit.MINUTES);

  private final List<Registration> open = new ArrayList<>();

  @BeforeEach
  void forgetLimiters() {
    Ritmo.reset();
  }

  @AfterEach
  void restore() {
    open.forEach(Registration::close);
    System.clearProperty("ritmo.limiter.given.calls");
    Ritmo.reset();
  }

  private record Given(
      String name, Map<String, String> values, boolean isListed, boolean hasVariables)
      implements ConfigurationSource {

    @Override
    public Map<String, String> values() {
      return isListed ? values : Map.of();
    }

    @Override
    public @Nullable String value(String key) {
      return values.get(key);
    }
  }

  private Registration give(Map<String, String> values) {
    return give(new Given("test", values, true, false));
  }

  private Registration give(ConfigurationSource... sources) {
    Registration registration = Ritmo.configure(() -> List.of(sources));
    open.add(registration);
    return registration;
  }

  private static long calls(Limiter limiter) {
    return limiter.snapshot().limits().get(0).amount();
  }

  @Test
  void aSourceIsAskedBeforeSystemProperties() {
    System.setProperty("ritmo.limiter.given.calls", "20");
    give(Map.of("ritmo.limiter.given.calls", "30"));

    assertThat(calls(Ritmo.limiter("given", TEN))).isEqualTo(30);
  }

  @Test
  void whatASourceDoesNotSaySystemPropertiesMay() {
    System.setProperty("ritmo.limiter.given.calls", "20");
    give(Map.of("ritmo.limiter.given.period", "2"));

    assertThat(Ritmo.limiter("given", TEN).snapshot().limits())
        .containsExactly(Limit.calls(20, 2, TimeUnit.MINUTES));
  }

  @Test
  void theFirstSourceOfSeveralWins() {
    give(
        new Given("first", Map.of("RITMO_LIMITER_GIVEN_CALLS", "4"), true, true),
        new Given("second", Map.of("ritmo.limiter.given.calls", "5"), true, false));

    assertThat(calls(Ritmo.limiter("given", TEN))).isEqualTo(4);
  }

  @Test
  void valuesThatCannotBeListedAreLookedUp() {
    give(
        new Given(
            "vault",
            Map.of(
                "ritmo.limiter.com.acme.Chat.ask(String).calls", "4",
                "ritmo.limiter.gpt-5.2.calls.2", "5"),
            false,
            false));

    assertThat(calls(Ritmo.limiter("com.acme.Chat.ask(String)", TEN))).isEqualTo(4);
    assertThat(
            Ritmo.limiter("gpt-5.2", TEN, Limit.calls(50, 1, TimeUnit.HOURS))
                .snapshot()
                .limits()
                .get(1)
                .amount())
        .isEqualTo(5);
  }

  @Test
  void aLimiterInUseIsChangedAndItsCallsStillCount() {
    Limiter limiter = Ritmo.limiter("given", TEN);
    limiter.call().acquire().close();
    limiter.call().acquire().close();

    Registration registration = give(Map.of("ritmo.limiter.given.calls", "3"));
    assertThat(calls(limiter)).isEqualTo(3);
    assertThat(limiter.snapshot().states().get(0).used()).isEqualTo(2);

    registration.close();
    assertThat(calls(limiter)).isEqualTo(10);
  }

  @Test
  void closingTwiceHarmsNoOther() {
    Registration first = give(Map.of("ritmo.limiter.given.calls", "3"));
    give(Map.of("ritmo.limiter.given.calls", "4"));
    Limiter limiter = Ritmo.limiter("given", TEN);
    assertThat(calls(limiter)).isEqualTo(4);

    first.close();
    first.close();

    assertThat(calls(limiter)).isEqualTo(4);
  }

  @Test
  void aChangeByTheProgramStandsUntilTheConfigurationChanges() {
    Map<String, String> values = new HashMap<>(Map.of("ritmo.limiter.given.calls", "3"));
    give(values);
    Limiter limiter = Ritmo.limiter("given", TEN);
    limiter.change(Limits.of(Limit.calls(7, 1, TimeUnit.MINUTES)));

    Ritmo.reconfigure();
    assertThat(calls(limiter)).isEqualTo(7);

    values.put("ritmo.limiter.given.calls", "5");
    Ritmo.reconfigure();
    assertThat(calls(limiter)).isEqualTo(5);
  }

  @Test
  void aRetryBudgetOfTheProgramIsNotLost() {
    Limiter limiter = Ritmo.limiter("given", TEN);
    limiter.retryBudget(new RetryBudget(0.5, 77, 100));

    give(Map.of("ritmo.retry.given.budgetMost", "90"));
    assertThat(limiter.snapshot().retriesLeft()).isEqualTo(77);

    give(Map.of("ritmo.retry.given.budgetReserve", "80"));
    assertThat(limiter.snapshot().retriesLeft()).isEqualTo(80);
  }

  @Test
  void theCheckTellsWhatOverridesNothing() {
    Limiter unused = Ritmo.limiter("given", TEN);
    give(
        Map.of(
            "ritmo.limiter.givn.calls", "3",
            "ritmo.limiter.given.cals", "3",
            "ritmo.limiter.given.period", "soon",
            "ritmo.limiter.other.calls", "3",
            "ritmo.limiter.given.maxWait", "3",
            "ritmo.retry.elsewhere.maxAttempts", "3"));

    List<String> problems = Ritmo.checkConfiguration();

    assertThat(problems).hasSize(5);
    assertThat(problems.get(0))
        .isEqualTo(
            "Ignored the test ritmo.limiter.given.cals: there is no element \"cals\". Did you mean calls?");
    assertThat(problems.get(1)).contains("period must be a number, but was \"soon\"");
    assertThat(problems.get(2))
        .contains("no limiter \"givn\" yet, but one that is called \"given\"");
    assertThat(problems.get(3)).contains("ritmo.limiter.other.calls overrides nothing so far");
    assertThat(problems.get(4)).contains("no limiter \"elsewhere\" yet, only [given]");
    assertThat(Ritmo.checkConfiguration()).isEqualTo(problems);
  }

  @Test
  void whatFollowsTheNameOfALimiterMayBelongToNone() {
    Limiter unused = Ritmo.limiter("given", TEN);
    give(
        new Given(
            "test",
            Map.of("ritmo.limiter.given.v2.calls", "3", "ritmo.limiter.given.calls[0]", "3"),
            true,
            false),
        new Given("variable", Map.of("RITMO_LIMITER_GIVEN_V2_CALLS", "3"), true, true));

    List<String> problems = Ritmo.checkConfiguration();

    assertThat(problems).hasSize(3);
    assertThat(problems.get(0)).contains("no limiter \"given.calls[0]\" yet, only [given]");
    assertThat(problems.get(1)).contains("no limiter \"given.v2\" yet");
    assertThat(problems.get(2)).contains("no limiter \"GIVEN_V2\" yet");
  }

  @Test
  void theCheckIsEmptyWithoutProblems() {
    Limiter unused = Ritmo.limiter("given", TEN);
    give(Map.of("ritmo.limiter.given.calls", "3", "other.key", "4"));

    assertThat(Ritmo.checkConfiguration()).isEmpty();
  }

  @Test
  void aProblemThatIsSolvedIsForgotten() {
    Limiter unused = Ritmo.limiter("given", TEN);
    Registration wrong = give(Map.of("ritmo.limiter.given.calls", "-3"));
    assertThat(Ritmo.checkConfiguration()).hasSize(1);

    wrong.close();

    assertThat(Ritmo.checkConfiguration()).isEmpty();
  }

  @Test
  void shuttingDownRefusesCallsOfAllLimitersUntilTheyAreReopened() {
    Limiter before = Ritmo.limiter("before", TEN);
    before.call().acquire().close();

    Ritmo.shutDown();
    Limiter after = Ritmo.limiter("after", TEN);
    for (Limiter limiter : List.of(before, after)) {
      RateLimitExceededException refused =
          assertThrows(RateLimitExceededException.class, () -> limiter.call().acquire().close());
      assertThat(refused.isPermanent()).isTrue();
    }

    Ritmo.reopen();
    before.call().acquire().close();
    after.call().acquire().close();
    assertThat(before.snapshot().states().get(0).used()).isEqualTo(2);
  }

  @Test
  void shuttingDownEndsWaits() throws Exception {
    Limiter limiter = Ritmo.limiter("given", Limit.calls(1, 1, TimeUnit.HOURS));
    limiter.call().acquire().close();
    var waiting =
        limiter
            .call()
            .maxWait(Duration.ofHours(2))
            .runAsync(() -> CompletableFuture.completedFuture("late"));
    assertThat(limiter.snapshot().waiting()).isEqualTo(1);

    Ritmo.shutDown();

    Exception failure =
        assertThrows(ExecutionException.class, () -> waiting.get(10, TimeUnit.SECONDS));
    assertThat(failure).hasCauseThat().isInstanceOf(RateLimitExceededException.class);
  }
}
