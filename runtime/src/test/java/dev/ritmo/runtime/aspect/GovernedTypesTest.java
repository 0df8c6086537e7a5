package dev.ritmo.runtime.aspect;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.spi.Limit;
import java.util.concurrent.TimeUnit;
import org.aspectj.lang.JoinPoint;
import org.aspectj.runtime.reflect.Factory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From a woven method to its limiter. */
final class GovernedTypesTest {

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
    System.clearProperty("ritmo.limiter.summaries.calls");
    System.clearProperty("ritmo.limiter.summaries.maxWait");
    System.clearProperty("ritmo.retry.summaries.deadline");
  }

  private static JoinPoint.StaticPart method(Class<?> type, String name, Class<?>... parameters) {
    Factory factory = new Factory("Source.java", type);
    return factory.makeSJP(
        JoinPoint.METHOD_EXECUTION,
        factory.makeMethodSig(
            0,
            name,
            type,
            parameters,
            new String[parameters.length],
            new Class<?>[0],
            Object.class),
        1);
  }

  private static MethodGuard guardOf(JoinPoint.StaticPart method) {
    return ((LimitingGuard) Guards.of(method)).method();
  }

  private static JoinPoint.StaticPart summarize() {
    return method(Summaries.class, "summarize", String.class);
  }

  @Test
  void theGeneratedClassSaysWhatGovernsAMethod() {
    MethodGuard guard = guardOf(summarize());

    assertThat(guard.limiter().name()).isEqualTo("summaries");
    assertThat(guard.limiter().snapshot().limits())
        .containsExactly(Limit.calls(10, 1, TimeUnit.MINUTES));
    assertThat(guard.terms().maxWait()).isEqualTo(TimeUnit.SECONDS.toNanos(5));
    assertThat(guard.retry()).isNotNull();
  }

  @Test
  void aMethodIsLookedUpOnce() {
    JoinPoint.StaticPart method = summarize();

    assertThat(Guards.of(method)).isSameInstanceAs(Guards.of(method));
  }

  @Test
  void afterAResetItIsLookedUpAgain() {
    JoinPoint.StaticPart method = summarize();
    Guard before = Guards.of(method);
    before.admit(null);

    Ritmo.reset();

    assertThat(Guards.of(method)).isNotSameInstanceAs(before);
    assertThat(Ritmo.limiter("summaries").snapshot().admitted()).isEqualTo(0);
  }

  @Test
  void theEnvironmentOverridesTheCode() {
    System.setProperty("ritmo.limiter.summaries.calls", "3");
    System.setProperty("ritmo.limiter.summaries.maxWait", "7");
    System.setProperty("ritmo.retry.summaries.deadline", "60");

    MethodGuard guard = guardOf(summarize());

    assertThat(guard.limiter().snapshot().limits())
        .containsExactly(Limit.calls(3, 1, TimeUnit.MINUTES));
    assertThat(guard.terms().maxWait())
        .isEqualTo(TimeUnit.MINUTES.toNanos(1)); // the deadline is shorter
  }

  @Test
  void otherLimitsUnderTheSameNameAreAnErrorThatNamesBoth() {
    Guards.of(summarize());
    JoinPoint.StaticPart other = method(Summaries.class, "shorten", String.class);

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Guards.of(other));

    assertThat(thrown)
        .hasMessageThat()
        .isEqualTo(
            "Limiter \"summaries\" must have the same limits everywhere, but"
                + " dev.ritmo.runtime.aspect.Summaries.summarize(java.lang.String) declares"
                + " [10 calls per 1 min] and"
                + " dev.ritmo.runtime.aspect.Summaries.shorten(java.lang.String) declares"
                + " [10 calls per 2 min]. Fix: make them equal, or give one of them another name.");
  }

  @Test
  void aMethodThatTheGeneratedClassDoesNotListIsAnError() {
    JoinPoint.StaticPart unlisted = method(Summaries.class, "summarize", int.class);

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Guards.of(unlisted));

    assertThat(thrown).hasMessageThat().contains("Summaries.summarize(int) is woven, but");
  }

  @Test
  void aTypeWithoutGeneratedClassIsAnErrorThatSaysHowToMendIt() {
    JoinPoint.StaticPart unprocessed = method(Summaries.Unprocessed.class, "run");

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Guards.of(unprocessed));

    assertThat(thrown)
        .hasMessageThat()
        .contains("has no generated class dev.ritmo.runtime.aspect.Summaries_Unprocessed_Ritmo");
    assertThat(thrown).hasMessageThat().contains("<artifactId>ritmo-maven-plugin</artifactId>");
    assertThat(thrown).hasMessageThat().contains("minimizeJar");
  }

  @Test
  void anAnonymousClassIsAnErrorThatSaysWhy() {
    Object anonymous = new Object() {};
    JoinPoint.StaticPart unseen = method(anonymous.getClass(), "run");

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> Guards.of(unseen));

    assertThat(thrown).hasMessageThat().contains("do not see local and anonymous classes");
  }

  @Test
  void theAccessorsOfARecordPass() {
    Guard guard = Guards.of(method(Summaries.Text.class, "content"));

    assertThat(guard.begin()).isNull();
    assertThat(guard.admit(null)).isEqualTo(0);
    assertThrows(
        IllegalArgumentException.class, () -> guard.retry(new IllegalArgumentException(), null, 0));
  }

  @Test
  void aLimiterIsKnownFromTheFirstCallOn() {
    Limiter summaries = Ritmo.limiter("summaries");
    assertThrows(IllegalStateException.class, summaries::snapshot);

    Guards.of(summarize()).admit(null);

    assertThat(summaries.snapshot().admitted()).isEqualTo(1);
    assertThat(Ritmo.limiters()).hasSize(1);
  }

  @Test
  void aPlainCallIsAnObjectOnlyWhileItIsObserved() {
    Guard guard = Guards.of(summarize());
    assertThat(guard.begin()).isNull();

    try (Registration registration = Ritmo.observe(call -> null)) {
      assertThat(guard.begin()).isNotNull();
      assertThat(registration.failures()).isEqualTo(0);
    }
    assertThat(guard.begin()).isNull();
  }

  @Test
  void everythingOnThisClassPathIsGoverned() {
    Ritmo.verify();
  }
}
