package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import dev.ritmo.testkit.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What can be read of a call that has failed for good, beside its failure. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class RetryOutcomeTest {

  private static final Limit PER_TENTH = Limit.calls(1, 100, TimeUnit.MILLISECONDS); // 105 ms

  private final VirtualClock clock = new VirtualClock();

  private RetryOutcome outcome(RetrySettings settings, Throwable... failures) {
    Governed method = new Governed(clock, settings);
    CompletableFuture<Object> call = method.callBlocking(failing(failures));
    method.advance(600_000);
    assertThat(failureOf(call)).isSameInstanceAs(failures[failures.length - 1]);
    return RetryOutcome.of(failureOf(call)).orElseThrow();
  }

  @Test
  void attemptsWaitsAndSignalsAreThere() {
    RetryOutcome outcome =
        outcome(
            RETRY.maxAttempts(3),
            Rejection.overloaded(),
            Rejection.byLimit("7"),
            Rejection.byLimit("2"));

    assertThat(outcome)
        .isEqualTo(
            new RetryOutcome(
                "governed",
                3,
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(7)),
                Map.of(WaitCause.BACKOFF, Duration.ofSeconds(8)),
                List.of(
                    Signal.of(Signal.Kind.OVERLOADED),
                    new Signal(Signal.Kind.REJECTED, null, 7_000_000_000L),
                    new Signal(Signal.Kind.REJECTED, null, 2_000_000_000L)),
                End.ATTEMPTS_USED_UP,
                clock.now().minusSeconds(600 - 10)));
  }

  @Test
  void itSaysWhyTheCallWasNotTriedAgain() {
    assertThat(outcome(RETRY.maxAttempts(1), Rejection.byLimit()).end())
        .isEqualTo(End.ATTEMPTS_USED_UP);
    assertThat(outcome(RETRY, Rejection.byLimit("61")).end()).isEqualTo(End.DELAY_TOO_LONG);
    assertThat(outcome(RETRY.deadline(1, TimeUnit.SECONDS), Rejection.byLimit()).end())
        .isEqualTo(End.DEADLINE);
    assertThat(outcome(RETRY, new IOException()).end()).isEqualTo(End.UNKNOWN);
    assertThat(outcome(RETRY.abortOn(Rejection.class), Rejection.byLimit()).end())
        .isEqualTo(End.ABORTED);
  }

  @Test
  void aTimeBeyondTheDeadlineEndsTheCallSayingWhenItCouldSucceed() {
    Governed method = new Governed(clock, RETRY.deadline(30, TimeUnit.SECONDS));
    Rejection failure = Rejection.byLimit("40");

    CompletableFuture<Object> call = method.callBlocking(failing(failure));

    assertThat(call.isDone()).isTrue();
    RetryOutcome outcome = RetryOutcome.of(failure).orElseThrow();
    assertThat(outcome.end()).isEqualTo(End.DEADLINE);
    assertThat(outcome.retryAt()).isEqualTo(clock.now().plusSeconds(40));
  }

  @Test
  void aRetryThatIsRefusedSaysWhenItCouldSucceed() {
    Governed method =
        new Governed(
            clock,
            RETRY.delays(10, 10, TimeUnit.MILLISECONDS),
            declared -> declared.maxWait(0, TimeUnit.SECONDS),
            PER_TENTH);
    Rejection failure = Rejection.overloaded();

    method.callBlocking(failing(failure));

    RetryOutcome outcome = RetryOutcome.of(failure).orElseThrow();
    assertThat(outcome.end()).isEqualTo(End.REFUSED);
    assertThat(outcome.retryAt()).isEqualTo(clock.now().plusMillis(105));
  }

  @Test
  void whatIsThrownAgainAndAgainCarriesOneRefusal() {
    Rejection failure = Rejection.overloaded();
    for (int i = 0; i < 3; i++) {
      Governed method =
          new Governed(
              clock,
              RETRY.delays(10, 10, TimeUnit.MILLISECONDS),
              declared -> declared.maxWait(0, TimeUnit.SECONDS),
              PER_TENTH);
      method.callBlocking(failing(failure));
      method.advance(1);
    }

    assertThat(failure.getSuppressed()).hasLength(1);
  }

  @Test
  void anInterruptedCallTellsOfItsAttempts() {
    Governed method = new Governed(clock, RETRY);
    Thread[] caller = new Thread[1];
    CompletableFuture<Object> call =
        method.callBlocking(
            () -> {
              caller[0] = Thread.currentThread();
              throw Rejection.byLimit();
            });

    caller[0].interrupt();
    clock.awaitQuiet();

    RetryOutcome outcome = RetryOutcome.of(failureOf(call)).orElseThrow();
    assertThat(outcome.end()).isEqualTo(End.INTERRUPTED);
    assertThat(outcome.attempts()).isEqualTo(1);
  }

  @Test
  void aFailureThatTakesNothingInHasAnOutcomeAllTheSame() {
    RuntimeException failure =
        new RuntimeException("stackless", null, false, false) {
          private static final long serialVersionUID = 1;

          @Override
          public int hashCode() {
            throw new IllegalStateException("no hash for you");
          }

          @Override
          public boolean equals(Object other) {
            throw new IllegalStateException("equal to nothing");
          }
        };

    assertThat(outcome(RETRY, failure).attempts()).isEqualTo(1);
    assertThat(failure.getSuppressed()).isEmpty();
  }

  @Test
  void anInstanceThatComesTwiceIsTriedAgainEachTime() {
    Rejection shared = Rejection.overloaded();
    Governed method = new Governed(clock, RETRY.maxAttempts(2));
    for (int i = 0; i < 3; i++) {
      CompletableFuture<Object> call = method.callBlocking(failing(shared, shared));
      method.advance(30_000);
      assertThat(failureOf(call)).isSameInstanceAs(shared);
    }

    assertThat(method.attempts()).hasSize(6);
  }

  @Test
  void anInstanceThatThreadsShareTellsEachThreadOfItsOwnCall() throws Exception {
    Rejection shared = Rejection.byLimit();
    Governed twice = new Governed(clock, RETRY.maxAttempts(2));
    Governed once = new Governed(clock, RETRY.maxAttempts(1));
    CompletableFuture<Integer> first = attemptsSeenBy(twice, shared);
    CompletableFuture<Integer> second = attemptsSeenBy(once, shared);

    twice.advance(60_000);

    assertThat(first.get()).isEqualTo(2);
    assertThat(second.get()).isEqualTo(1);
  }

  private CompletableFuture<Integer> attemptsSeenBy(Governed method, Rejection shared) {
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    clock.start(
        "caller",
        () -> {
          try {
            method.call(failing(shared, shared));
          } catch (Throwable failure) {
            seen.complete(RetryOutcome.of(failure).orElseThrow().attempts());
          }
        });
    clock.awaitQuiet();
    return seen;
  }

  @Test
  void theOutcomeOfAFutureIsThereHoweverItIsAsked() {
    Governed method = new Governed(clock, RETRY.maxAttempts(1));
    Rejection failure = Rejection.byLimit();
    CompletableFuture<Object> call =
        method.callAsync(
            () ->
                CompletableFuture.supplyAsync(
                    () -> {
                      throw failure;
                    },
                    Runnable::run));

    assertThat(failureOf(call)).isInstanceOf(CompletionException.class);
    assertThat(RetryOutcome.of(failureOf(call))).isPresent();
    assertThat(RetryOutcome.of(failure)).isPresent();
    assertThat(RetryOutcome.of(new ExecutionException(failure))).isPresent();
  }

  @Test
  void whatWasNotToBeTriedAgainHasNone() {
    Governed method = new Governed(clock, null);
    Rejection failure = Rejection.byLimit();
    method.callBlocking(failing(failure));
    assertThat(RetryOutcome.of(failure)).isEmpty();

    Governed full =
        new Governed(clock, RETRY, declared -> declared.maxWait(0, TimeUnit.SECONDS), PER_TENTH);
    full.callBlocking(failing());
    CompletableFuture<Object> refused = full.callBlocking(failing());
    assertThat(failureOf(refused)).isInstanceOf(RateLimitExceededException.class);
    assertThat(RetryOutcome.of(failureOf(refused))).isEmpty();
  }

  @Test
  void aRefusalOfTheOwnLimiterIsNoAttemptWhateverIsRetried() {
    Governed method =
        new Governed(
            clock,
            RETRY.retryOn(RuntimeException.class),
            declared -> declared.maxWait(0, TimeUnit.SECONDS),
            PER_TENTH);
    method.callBlocking(failing());
    method.advance(105);

    CompletableFuture<Object> outer = method.callBlocking(() -> method.call(failing()));

    assertThat(failureOf(outer)).isInstanceOf(RateLimitExceededException.class);
    assertThat(method.attempts()).hasSize(2);
    assertThat(RetryOutcome.of(failureOf(outer)).orElseThrow().attempts()).isEqualTo(1);
  }
}
