package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Public values without a public constructor: equal if all that they say is. */
final class ValuesTest {

  private static final Limit TEN = Limit.calls(10, 1, TimeUnit.MINUTES);
  private static final Limit FIVE = Limit.calls(5, 1, TimeUnit.MINUTES);
  private static final Instant THEN = Instant.EPOCH;
  private static final Instant LATER = Instant.EPOCH.plusSeconds(1);
  private static final Duration MARGIN = Duration.ofMillis(5);
  private static final InferredLimit INFERRED = InferredLimit.of(FIVE, THEN, 3);

  private static LimiterSnapshot.Builder snapshot() {
    return LimiterSnapshot.builder("api");
  }

  private static Arguments value(Object value, Object same, Object... others) {
    return Arguments.of(value, same, others);
  }

  static Stream<Arguments> values() {
    Limits limits = Limits.of(TEN);
    LimitState state = LimitState.of(TEN, 4, MARGIN);
    GovernedMethod method = GovernedMethod.of("m()", "api", TEN);
    RetrySettings retry = RetrySettings.DEFAULT;
    return Stream.of(
        value(
            INFERRED,
            InferredLimit.of(FIVE, THEN, 3).confirmed(THEN),
            InferredLimit.of(TEN, THEN, 3),
            InferredLimit.of(FIVE, LATER, 3),
            InferredLimit.of(FIVE, THEN, 4),
            INFERRED.confirmed(LATER)),
        value(
            state,
            LimitState.of(TEN, 4, MARGIN).effective(TEN).inferred(null),
            LimitState.of(FIVE, 4, MARGIN),
            LimitState.of(TEN, 3, MARGIN),
            LimitState.of(TEN, 4, Duration.ZERO),
            state.effective(FIVE),
            state.inferred(INFERRED)),
        value(
            snapshot().build(),
            snapshot().states(List.of()).build(),
            LimiterSnapshot.builder("other").build(),
            snapshot().states(List.of(state)).build(),
            snapshot().perKey(List.of(TEN)).build(),
            snapshot().keys(1).build(),
            snapshot().admitted(1).build(),
            snapshot().waiting(1).build(),
            snapshot().refused(1).build(),
            snapshot().retried(1).build(),
            snapshot().lost(1).build(),
            snapshot().pauses(1).build(),
            snapshot().retriesLeft(1).build(),
            snapshot().pausedUntil(THEN).build()),
        value(
            limits,
            Limits.of().overall(List.of(TEN)).infers(true),
            Limits.of(FIVE),
            limits.perKey(TEN),
            limits.maxKeys(1),
            limits.accountPerKey(),
            limits.withoutInference(),
            limits.setup(Duration.ZERO)),
        value(
            method,
            GovernedMethod.of("m()", "api", TEN),
            GovernedMethod.of("n()", "api", TEN),
            GovernedMethod.of("m()", "other", TEN),
            GovernedMethod.of("m()", "api", FIVE),
            method.perKey(arguments -> "key", FIVE),
            method.prompt(0),
            method.maxWait(1, TimeUnit.SECONDS),
            method.retry(retry),
            method.deferred()),
        value(
            retry,
            retry.maxAttempts(retry.maxAttempts()).deadline(Long.MAX_VALUE, TimeUnit.SECONDS),
            retry.maxAttempts(2),
            retry.delays(2, 60, TimeUnit.SECONDS),
            retry.delays(1, 61, TimeUnit.SECONDS),
            retry.multiplier(3),
            retry.jitter(0),
            retry.deadline(1, TimeUnit.SECONDS),
            retry.unit(TimeUnit.DAYS),
            retry.retryOn(IOException.class),
            retry.abortOn(IOException.class)));
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesThatSayTheSameAreEqual(Object value, Object same, Object[] others) {
    assertThat(value).isEqualTo(same);
    assertThat(value.hashCode()).isEqualTo(same.hashCode());
    assertThat(value.toString()).isEqualTo(same.toString());
    assertThat(value.toString()).matches("(?s)\\[.*|\\w+\\[.*\\]");
  }

  @ParameterizedTest
  @MethodSource("values")
  void valuesThatSayOtherThingsAreNot(Object value, Object same, Object[] others) {
    for (Object other : others) {
      assertThat(value).isNotEqualTo(other);
    }
  }
}
