package dev.ritmo.runtime.internal.call;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.call.Governed.RETRY;
import static dev.ritmo.runtime.internal.call.Governed.failing;
import static dev.ritmo.runtime.internal.call.Governed.failureOf;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.WrappedTime;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.LimiterCore;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.TimeSource;
import dev.ritmo.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Calls of methods that return futures. */
@SuppressWarnings("FutureReturnValueIgnored") // what becomes of some calls does not matter
final class AsyncCallTest {

  private static final Limit PER_TENTH = Limit.calls(1, 100, TimeUnit.MILLISECONDS); // 105 ms

  private final VirtualClock clock = new VirtualClock();
  private final Governed limited = new Governed(clock, null, PER_TENTH);
  private final Governed retried = new Governed(clock, RETRY);

  private static Body answering(String answer) {
    return () -> CompletableFuture.completedFuture(answer);
  }

  @Test
  void aCallThatNeedNotWaitRunsItsBodyOnTheThreadOfTheCaller() {
    Thread[] ran = new Thread[1];

    CompletableFuture<Object> result =
        limited.callAsync(
            () -> {
              ran[0] = Thread.currentThread();
              return CompletableFuture.completedFuture("answer");
            });

    assertThat(result.join()).isEqualTo("answer");
    assertThat(ran[0]).isSameInstanceAs(Thread.currentThread());
  }

  @Test
  void aCallThatWaitsHoldsNoThreadAndRunsItsBodyOnTheExecutor() {
    String[] ran = new String[1];
    limited.callAsync(answering("first"));

    CompletableFuture<Object> result =
        limited.callAsync(
            () -> {
              ran[0] = Thread.currentThread().getName();
              return CompletableFuture.completedFuture("second");
            });

    assertThat(result.isDone()).isFalse();
    assertThat(limited.snapshot().waiting()).isEqualTo(1);
    limited.advance(105);
    assertThat(result.join()).isEqualTo("second");
    assertThat(ran[0]).isEqualTo("virtual-time");
  }

  @Test
  void manyCallsGoInTheOrderOfTheirArrival() {
    List<CompletableFuture<Object>> results = new ArrayList<>();
    List<Object> done = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      results.add(limited.callAsync(answering("answer " + i)));
      CompletableFuture<Void> unused = results.get(i).thenAccept(done::add);
    }

    limited.advance(1000);

    assertThat(done)
        .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4")
        .inOrder();
    assertThat(limited.attempts()).containsExactly(0L, 105L, 210L, 315L, 420L).inOrder();
  }

  @Test
  void aCancelledCallLeavesTheLineAndThoseBehindMoveUp() {
    limited.callAsync(answering("first"));
    CompletableFuture<Object> second = limited.callAsync(answering("second"));
    CompletableFuture<Object> third = limited.callAsync(answering("third"));

    second.cancel(false);

    assertThat(limited.snapshot().waiting()).isEqualTo(1);
    limited.advance(105);
    assertThat(third.join()).isEqualTo("third");
    assertThat(limited.attempts()).containsExactly(0L, 105L).inOrder();
  }

  @Test
  void aCallThatIsCompletedFromOutsideLeavesTheLine() {
    limited.callAsync(answering("first"));
    CompletableFuture<Object> second = limited.callAsync(answering("second"));

    second.completeExceptionally(new TimeoutException());

    assertThat(limited.snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEmpty();
  }

  @Test
  void whoeverCancelsTheResultCancelsTheFutureOfTheBody() {
    CompletableFuture<String> body = new CompletableFuture<>();
    CompletableFuture<Object> result = limited.callAsync(() -> body);

    result.cancel(true);

    assertThat(body.isCancelled()).isTrue();
    assertThat(result.isCancelled()).isTrue();
  }

  @Test
  void aBodyThatRunsWhileTheResultIsCancelledIsCancelledAfterwards() {
    limited.callAsync(answering("first"));
    List<CompletableFuture<Object>> result = new ArrayList<>();
    CompletableFuture<String> body = new CompletableFuture<>();
    result.add(
        limited.callAsync(
            () -> {
              result.get(0).cancel(true);
              return body;
            }));

    limited.advance(105);

    assertThat(body.isCancelled()).isTrue();
  }

  @Test
  void aStageThatCannotBeCancelledIsLeftAlone() {
    limited.callAsync(answering("first"));
    List<CompletableFuture<Object>> result = new ArrayList<>();
    CompletableFuture<String> body = new CompletableFuture<>();
    result.add(
        limited.callAsync(
            () -> {
              result.get(0).cancel(true);
              return body.minimalCompletionStage();
            }));

    limited.advance(105);

    assertThat(result.get(0).isCancelled()).isTrue();
    assertThat(body.isDone()).isFalse();
  }

  @Test
  void aBodyThatThrowsFailsTheResult() {
    Exception failure = new Exception("checked");

    CompletableFuture<Object> result = limited.callAsync(failing(failure));

    assertThat(failureOf(result)).isSameInstanceAs(failure);
  }

  @Test
  void aBodyThatReturnsNoFutureFailsTheResult() {
    CompletableFuture<Object> result = limited.callAsync(() -> null);

    assertThat(failureOf(result)).isInstanceOf(NullPointerException.class);
    assertThat(failureOf(result)).hasMessageThat().contains("must return a future");
  }

  @Test
  void aRefusedCallFailsItsResult() {
    Governed method =
        new Governed(clock, RETRY, declared -> declared.maxWait(0, TimeUnit.SECONDS), PER_TENTH);
    method.callAsync(answering("first"));

    CompletableFuture<Object> result = method.callAsync(answering("second"));

    assertThat(failureOf(result)).isInstanceOf(RateLimitExceededException.class);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aCallThatAPauseMovesTooFarFailsItsResult() {
    Governed method =
        new Governed(clock, null, declared -> declared.maxWait(1, TimeUnit.SECONDS), PER_TENTH);
    CompletableFuture<String> running = new CompletableFuture<>();
    CompletableFuture<Object> first = method.callAsync(() -> running);
    CompletableFuture<Object> second = method.callAsync(answering("second"));

    running.completeExceptionally(Rejection.byLimit("2"));
    method.advance(0);

    assertThat(failureOf(first)).isInstanceOf(Rejection.class);
    assertThat(failureOf(second)).isInstanceOf(RateLimitExceededException.class);
    assertThat(method.attempts()).hasSize(1);
  }

  @Test
  void aFailedFutureIsTriedAgain() {
    Body body = failing(Rejection.byLimit(), Rejection.overloaded("3"));

    CompletableFuture<Object> result =
        retried.callAsync(() -> CompletableFuture.supplyAsync(() -> run(body), Runnable::run));

    assertThat(result.isDone()).isFalse();
    retried.advance(4000);
    assertThat(result.join()).isEqualTo("answer");
    assertThat(retried.attempts()).containsExactly(0L, 1000L, 4000L).inOrder();
  }

  @Test
  void aBodyThatThrowsIsTriedAgain() {
    Body throwing = failing(Rejection.byLimit());

    CompletableFuture<Object> result =
        retried.callAsync(() -> CompletableFuture.completedFuture(throwing.run()));
    retried.advance(1000);

    assertThat(result.join()).isEqualTo("answer");
  }

  @Test
  void theLastFailureIsThatOfTheBody() {
    Governed method = new Governed(clock, RETRY.maxAttempts(2));
    Rejection last = Rejection.byLimit();
    Body body = failing(Rejection.byLimit(), last);

    CompletableFuture<Object> result =
        method.callAsync(() -> CompletableFuture.supplyAsync(() -> run(body), Runnable::run));
    method.advance(1000);

    assertThat(failureOf(result)).hasCauseThat().isSameInstanceAs(last);
    assertThat(method.attempts()).hasSize(2);
  }

  @Test
  void aRetryThatTheLimiterRefusesEndsWithTheFailureOfTheProvider() {
    Governed method =
        new Governed(
            clock,
            RETRY.delays(10, 10, TimeUnit.MILLISECONDS),
            declared -> declared.maxWait(0, TimeUnit.SECONDS),
            PER_TENTH);
    Rejection failure = Rejection.byLimit();

    CompletableFuture<Object> result = method.callAsync(failing(failure));

    assertThat(failureOf(result)).isSameInstanceAs(failure);
    assertThat(failure.getSuppressed()[0]).isInstanceOf(RateLimitExceededException.class);
  }

  @Test
  void aCallThatIsCancelledBetweenAttemptsLeavesTheLine() {
    CompletableFuture<Object> result = retried.callAsync(failing(Rejection.byLimit()));
    assertThat(retried.snapshot().waiting()).isEqualTo(1);

    result.cancel(true);

    assertThat(retried.snapshot().waiting()).isEqualTo(0);
    assertThat(clock.next()).isEmpty();
    assertThat(retried.attempts()).hasSize(1);
  }

  @Test
  void aCancelledBodyIsNotTriedAgain() {
    CompletableFuture<Object> result =
        retried.callAsync(() -> CompletableFuture.failedFuture(new CancellationException()));

    assertThat(result.isCancelled()).isTrue();
    assertThat(retried.attempts()).hasSize(1);
  }

  @Test
  void aFailureWhoseCauseCannotBeAskedForFailsTheResult() {
    Governed method = new Governed(clock, RETRY.retryOn(TimeoutException.class));
    RuntimeException failure =
        new RuntimeException() {
          private static final long serialVersionUID = 1;

          @Override
          public synchronized Throwable getCause() {
            throw new IllegalStateException("no cause for you");
          }
        };

    CompletableFuture<Object> result =
        method.callAsync(() -> CompletableFuture.failedFuture(failure));

    assertThat(failureOf(result)).isSameInstanceAs(failure);
  }

  @Test
  void aCallWhoseBodyFindsNoThreadFailsItsResultAndLeavesTheLine() {
    Timeline timeline = new Timeline(new WithoutThreads(clock));
    Admission limiter = new LimiterCore("api", Limits.of(PER_TENTH).setup(Duration.ZERO), timeline);
    MethodGuard guard =
        MethodGuard.of(null, GovernedMethod.of("m()", "api", PER_TENTH), limiter, null);
    guard.call().start(() -> Governed.run(answering("first")));
    CompletableFuture<Object> second = guard.call().start(() -> Governed.run(answering("second")));

    clock.advance(Duration.ofMillis(105));

    assertThat(failureOf(second)).isInstanceOf(RejectedExecutionException.class);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
    assertThat(limiter.snapshot().admitted()).isEqualTo(1);
  }

  @Test
  void aCallForWhoseBodyNoThreadCanBeMadeFailsItsResultAndLeavesTheLine() {
    Executor exhausted =
        body -> {
          throw new InternalError("no thread");
        };
    TimeSource time =
        new WrappedTime(clock) {
          @Override
          public Executor executor() {
            return exhausted;
          }
        };
    Admission limiter =
        new LimiterCore("api", Limits.of(PER_TENTH).setup(Duration.ZERO), new Timeline(time));
    MethodGuard guard =
        MethodGuard.of(null, GovernedMethod.of("m()", "api", PER_TENTH), limiter, null);
    guard.call().start(() -> Governed.run(answering("first")));
    CompletableFuture<Object> second = guard.call().start(() -> Governed.run(answering("second")));

    clock.advance(Duration.ofMillis(105));

    assertThat(failureOf(second)).isInstanceOf(InternalError.class);
    assertThat(limiter.snapshot().waiting()).isEqualTo(0);
  }

  @Test
  void aCallWhoseKeyFailsBetweenAttemptsFailsItsResult() {
    Timeline timeline = new Timeline(clock);
    Limits perKey = Limits.of().perKey(Limit.calls(9, 1, TimeUnit.SECONDS));
    Admission limiter = new LimiterCore("api", perKey.setup(Duration.ZERO), timeline);
    Fragile key = new Fragile();
    MethodGuard guard =
        MethodGuard.ofProgram(limiter, Terms.oneCall(0), new Retry(RETRY, timeline));

    CompletableFuture<Object> result =
        guard
            .callOf(key)
            .start(
                () -> {
                  key.isBroken = true;
                  return CompletableFuture.failedFuture(Rejection.overloaded());
                });

    assertThat(failureOf(result)).isInstanceOf(IllegalArgumentException.class);
  }

  private static final class Fragile {
    private boolean isBroken;

    @Override
    public int hashCode() {
      if (isBroken) {
        throw new IllegalStateException("broken");
      }
      return 1;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }

  /** A time whose executor has been shut down. */
  private static final class WithoutThreads extends WrappedTime {

    WithoutThreads(TimeSource time) {
      super(time);
    }

    @Override
    public Executor executor() {
      return body -> {
        throw new RejectedExecutionException("shut down");
      };
    }
  }

  private static @Nullable Object run(Body body) {
    try {
      return body.run();
    } catch (Throwable failure) {
      throw new CompletionException(failure);
    }
  }
}
