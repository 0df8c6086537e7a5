package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final WaitingCall WAITING = WaitingCall.of("m()", THEN, WaitCause.SLOT);

  private static LimiterSnapshot.Builder snapshot() {
    return LimiterSnapshot.builder("api");
  }

  private static MethodState.Builder method() {
    return MethodState.builder("m()");
  }

  private static Map<Signal.Reason, Long> orderly(Signal.Reason... reasons) {
    Map<Signal.Reason, Long> counts = new LinkedHashMap<>();
    for (Signal.Reason reason : reasons) {
      counts.put(reason, 1L);
    }
    return counts;
  }

  private static List<Long> zeros() {
    return Collections.nCopies(WaitTotals.BOUNDS.size() + 1, 0L);
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
            snapshot().pausedUntil(THEN).build(),
            snapshot().failed(1).build(),
            snapshot().givenBack(1).build(),
            snapshot().queue(QueueState.builder().build()).build(),
            snapshot().methods(List.of(method().build())).build(),
            snapshot().tokens(List.of(TokenTotals.of(Dimension.TOKENS, 2, 1))).build()),
        value(
            method().build(),
            method().waits(Map.of()).failures(Map.of()).build(),
            MethodState.builder("n()").build(),
            method().admitted(1).build(),
            method().givenBack(1).build(),
            method().refused(1).build(),
            method().failures(Map.of(Signal.Reason.RATE, 1L)).build(),
            method().retries(Map.of(Signal.Reason.RATE, 1L)).build(),
            method().givenUp(Map.of(GiveUpCause.BUDGET, 1L)).build(),
            method().waits(Map.of(WaitCause.SLOT, WaitTotals.NONE)).build()),
        value(
            method()
                .failures(orderly(Signal.Reason.RATE, Signal.Reason.SPEND, Signal.Reason.MODEL))
                .build(),
            method()
                .failures(orderly(Signal.Reason.MODEL, Signal.Reason.RATE, Signal.Reason.SPEND))
                .build()),
        value(
            QueueState.builder().build(),
            QueueState.builder().nextAdmissions(List.of()).startsIn(null).build(),
            QueueState.builder().startsIn(MARGIN).build(),
            QueueState.builder().nextAdmissions(List.of(THEN)).build(),
            QueueState.builder().longestWaiting(WAITING).build()),
        value(
            WAITING,
            WaitingCall.of("m()", THEN, WaitCause.SLOT).limit(null),
            WaitingCall.of("n()", THEN, WaitCause.SLOT),
            WaitingCall.of("m()", LATER, WaitCause.SLOT),
            WaitingCall.of("m()", THEN, WaitCause.LIMIT),
            WAITING.limit(TEN)),
        value(
            TokenTotals.of(Dimension.TOKENS, 2, 1),
            TokenTotals.of(Dimension.TOKENS, 2, 1),
            TokenTotals.of(Dimension.INPUT_TOKENS, 2, 1),
            TokenTotals.of(Dimension.TOKENS, 1, 1),
            TokenTotals.of(Dimension.TOKENS, 2, 2)),
        value(
            WaitTotals.NONE,
            WaitTotals.NONE.plus(WaitTotals.NONE),
            WaitTotals.of(1, Duration.ZERO, zeros()),
            WaitTotals.of(0, MARGIN, zeros())),
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
