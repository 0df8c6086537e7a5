package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a snapshot counts, and what it says about the queue. */
final class SnapshotNumbersTest {

  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Limit PER_TEN = Limit.calls(1, 10, SECONDS);

  /** A window of 10 s is kept for 50 ms more. */
  private static final Duration NEXT = Duration.ofMillis(10_050);

  private final Trial trial = new Trial();

  @AfterEach
  void close() {
    trial.close();
  }

  private static Limiter limiter(Limit... limits) {
    return Ritmo.limiter("numbers", Limits.of(limits).setup(Duration.ZERO).withoutInference());
  }

  private static Duration startsIn(Limiter limiter) {
    Duration shown = limiter.snapshot().queue().startsIn();
    assertThat(shown).isNotNull();
    return shown == null ? Duration.ZERO : shown;
  }

  private void enter(LimitedCall call) {
    CompletableFuture<Permit> unused = trial.enter("entered", call);
  }

  @Test
  void aFreshLimiterHasNothing() {
    LimiterSnapshot shown = limiter(PER_TEN).snapshot();

    assertThat(shown.queue().startsIn()).isEqualTo(Duration.ZERO);
    assertThat(shown.queue().longestWaiting()).isNull();
    assertThat(shown.queue().nextAdmissions()).isEmpty();
    assertThat(shown.tokens()).isEmpty();
    assertThat(shown.total()).isEqualTo(MethodState.builder("all").build());
    assertThat(shown.methods()).containsExactly(MethodState.builder("none").build());
  }

  @Test
  void waitsAreCountedInBuckets() {
    Limiter limiter = limiter(PER_TEN);
    limiter.call().acquire();
    enter(limiter.call().waitForever());
    enter(limiter.call().waitForever());
    trial.advance(NEXT.multipliedBy(2));

    WaitTotals waits = limiter.snapshot().total().waits().get(WaitCause.LIMIT);

    assertThat(waits)
        .isEqualTo(
            WaitTotals.of(
                2, NEXT.multipliedBy(3), List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 2L, 0L, 0L, 0L, 0L)));
  }

  @Test
  void aWaitAsLongAsABoundIsInItsBucket() {
    Limiter limiter = limiter();
    for (Duration pause : List.of(TEN, TEN.plusNanos(1), Duration.ofMinutes(11))) {
      limiter.pause(pause);
      enter(limiter.call().waitForever());
      trial.advance(pause);
    }

    WaitTotals waits = limiter.snapshot().total().waits().get(WaitCause.PAUSE);

    assertThat(waits).isNotNull();
    if (waits != null) {
      assertThat(waits.counts().get(WaitTotals.BOUNDS.indexOf(TEN))).isEqualTo(1);
      assertThat(waits.counts().get(WaitTotals.BOUNDS.indexOf(TEN) + 1)).isEqualTo(1);
      assertThat(waits.longer()).isEqualTo(1);
      assertThat(waits.count()).isEqualTo(3);
    }
  }

  @Test
  void theLongestWaitingCallIsNotTheNext() {
    Limiter limiter = limiter(PER_TEN);
    limiter.call().acquire();
    Instant begin = trial.clock().now();
    enter(limiter.call().priority(Priority.LOW).waitForever());
    trial.advance(Duration.ofSeconds(1));
    enter(limiter.call().priority(Priority.HIGH).waitForever());

    assertThat(limiter.snapshot().queue().longestWaiting())
        .isEqualTo(WaitingCall.of("none", begin, WaitCause.LIMIT).limit(PER_TEN));
    limiter.pause(TEN.multipliedBy(3));
    assertThat(limiter.snapshot().queue().longestWaiting())
        .isEqualTo(WaitingCall.of("none", begin, WaitCause.PAUSE));
    trial.advance(Duration.ofMinutes(5));
    assertThat(limiter.snapshot().queue().longestWaiting()).isNull();
  }

  @Test
  void theNextTurnsAreThere() {
    Limiter limiter = limiter(PER_TEN);
    limiter.call().acquire();
    Instant begin = trial.clock().now();
    for (int i = 0; i < 8; i++) {
      enter(limiter.call().waitForever());
    }

    List<Instant> turns = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      turns.add(begin.plus(NEXT.multipliedBy(i)));
    }
    assertThat(limiter.snapshot().queue().nextAdmissions())
        .containsExactlyElementsIn(turns)
        .inOrder();
  }

  @Test
  void theNextTurnsOfManyKeysAreThere() {
    Limiter limiter = Ritmo.limiter("numbers", Limits.of().perKey(PER_TEN).setup(Duration.ZERO));
    Instant begin = trial.clock().now();
    for (int key = 0; key < 50; key++) {
      limiter.call().key(key).acquire();
      enter(limiter.call().key(key).waitForever());
      trial.advance(Duration.ofMillis(100));
    }

    LimiterSnapshot shown = limiter.snapshot();

    assertThat(shown.waiting()).isEqualTo(50);
    assertThat(shown.queue().nextAdmissions()).hasSize(5);
    assertThat(shown.queue().nextAdmissions().get(4)).isEqualTo(begin.plusMillis(400).plus(NEXT));
    assertThat(shown.queue().startsIn()).isEqualTo(Duration.ZERO); // a key of its own
  }

  @Test
  void aCallStartsWhenItIsSaidTo() {
    Limiter limiter = limiter(PER_TEN);
    limiter.call().acquire();
    assertThat(startsIn(limiter)).isEqualTo(NEXT);
    enter(limiter.call().waitForever());
    enter(limiter.call().waitForever());
    assertThat(startsIn(limiter)).isEqualTo(NEXT.multipliedBy(3));

    limiter.pause(Duration.ofMinutes(1));
    assertThat(startsIn(limiter)).isEqualTo(Duration.ofMinutes(1).plus(NEXT.multipliedBy(2)));
    trial.advance(Duration.ofSeconds(5));
    Duration said = startsIn(limiter);
    long begin = trial.now();
    enter(limiter.call().waitForever());
    trial.advance(Duration.ofMinutes(10));

    assertThat(trial.times()[2] - begin).isEqualTo(said.toNanos());
  }

  @Test
  void whenACallStartsIsNotKnownWhereSlotsAreTaken() {
    Limiter limiter = limiter(Limit.concurrent(1));
    assertThat(startsIn(limiter)).isEqualTo(Duration.ZERO);
    Permit held = limiter.call().acquire();
    assertThat(limiter.snapshot().queue().startsIn()).isNull();
    held.close();
    assertThat(startsIn(limiter)).isEqualTo(Duration.ZERO);
    limiter.shutDown();
    assertThat(limiter.snapshot().queue().startsIn()).isNull();
  }

  @Test
  void aCallOfAverageSizeIsMeant() {
    Limiter limiter = limiter(Limit.tokens(1_000, 10, SECONDS));
    limiter.call().tokens(600).acquire().close();

    assertThat(startsIn(limiter)).isEqualTo(NEXT); // 600 more do not fit before
    limiter.call().tokens(100).acquire().close();
    assertThat(startsIn(limiter)).isEqualTo(NEXT); // 350 more
    limiter.call().tokens(100).acquire().close();
    assertThat(startsIn(limiter)).isEqualTo(NEXT); // 266
  }

  @Test
  void tokensReservedAndUsedOnlyGrow() {
    Limiter limiter = limiter(Limit.tokens(10_000, 10, SECONDS));
    Permit settled = limiter.call().tokens(500).acquire();
    settled.settle(Dimension.TOKENS, 900);
    settled.settle(Dimension.TOKENS, 300);
    assertThat(limiter.snapshot().tokens())
        .containsExactly(TokenTotals.of(Dimension.TOKENS, 500, 0));
    settled.close();
    settled.close();
    limiter.call().tokens(100).acquire().close(); // says nothing
    limiter.call().tokens(1_000).acquire().giveBack();

    assertThat(limiter.snapshot().tokens())
        .containsExactly(TokenTotals.of(Dimension.TOKENS, 1_600, 400));
  }

  @Test
  void inputAndOutputAreApart() {
    Limiter limiter =
        limiter(Limit.inputTokens(10_000, 10, SECONDS), Limit.outputTokens(1_000, 10, SECONDS));
    try (Permit permit = limiter.call().inputTokens(400).outputTokens(100).acquire()) {
      permit.used(450, 30);
    }

    assertThat(limiter.snapshot().tokens())
        .containsAtLeast(
            TokenTotals.of(Dimension.INPUT_TOKENS, 400, 450),
            TokenTotals.of(Dimension.OUTPUT_TOKENS, 100, 30));
  }

  private void fail(LimitedCall call, Supplier<Exception> failure) {
    CompletableFuture<Object> unused =
        call.runAsync(() -> CompletableFuture.failedFuture(failure.get()));
    trial.advance(Duration.ofMinutes(5));
  }

  @Test
  void failuresAndRetriesAreCountedByReason() {
    Limiter limiter = limiter(Limit.calls(100, 1, SECONDS));
    RetrySettings retry = RetrySettings.DEFAULT.maxAttempts(3).delays(1, 1, SECONDS);
    fail(limiter.call().retry(retry), () -> new ConnectException("refused"));
    fail(limiter.call(), () -> new IOException("?"));
    Permit permit = limiter.call().acquire();
    permit.rejected(Duration.ZERO);
    permit.close();

    MethodState all = limiter.snapshot().total();

    assertThat(all.failures())
        .containsExactly(
            Signal.Reason.CONNECTION, 3L, Signal.Reason.UNKNOWN, 1L, Signal.Reason.RATE, 1L);
    assertThat(all.retries()).containsExactly(Signal.Reason.CONNECTION, 2L);
    assertThat(all.givenUp()).containsExactly(GiveUpCause.ATTEMPTS, 1L);
    assertThat(limiter.snapshot().failed()).isEqualTo(5);
    assertThat(limiter.snapshot().retried()).isEqualTo(2);
  }

  @Test
  void whyCallsAreGivenUpIsCounted() {
    Limiter limiter = limiter(Limit.calls(100, 1, SECONDS));
    RetrySettings retry = RetrySettings.DEFAULT.maxAttempts(9).delays(1, 1, SECONDS);
    limiter.retryBudget(new RetryBudget(0, 0, 0));
    fail(limiter.call().retry(retry), () -> new ConnectException("refused"));
    limiter.retryBudget(RetryBudget.DEFAULT);
    fail(
        limiter.call().retry(retry.deadline(500, java.util.concurrent.TimeUnit.MILLISECONDS)),
        () -> new ConnectException("refused"));
    CompletableFuture<Object> unused =
        limiter
            .call()
            .retry(retry)
            .runAsync(() -> CompletableFuture.failedFuture(new ConnectException("refused")));
    limiter.shutDown();
    trial.advance(Duration.ofMinutes(5));

    assertThat(limiter.snapshot().total().givenUp())
        .containsExactly(GiveUpCause.BUDGET, 1L, GiveUpCause.DEADLINE, 1L, GiveUpCause.REFUSED, 1L);
  }

  @Test
  void anInferredLimitComesWithItsEvidenceInWords() {
    Instant when = Instant.parse("2026-01-01T00:00:00Z");
    LimitState plain = LimitState.of(PER_TEN, 0, Duration.ZERO);

    assertThat(plain.evidence()).isEmpty();
    assertThat(
            plain
                .inferred(
                    InferredLimit.of(Limit.calls(1, 20, SECONDS), when, 7)
                        .confirmed(when.plusSeconds(60)))
                .evidence())
        .hasValue(
            "7 requests were rejected although the limit of 1 call per 10 s was kept, so the limit of"
                + " 1 call per 20 s is kept as well since 2026-01-01T00:00:00Z; a request beyond it"
                + " was last rejected at 2026-01-01T00:01:00Z");
  }
}
