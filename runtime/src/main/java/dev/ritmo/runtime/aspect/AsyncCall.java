package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.spi.Signal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that returns a future: it waits without a thread, and is tried again when
 * the future of its body fails, unless the body is not repeatable.
 *
 * <p>At most one of three things is under way: waiting in the line, running the body, or waiting
 * for the future of the body. The steps follow each other, so no two threads change the fields at a
 * time; they are volatile because each step may run on another thread, and because the result may
 * be completed by anybody (cancelled, timed out) at any moment. That ends the call: its place in
 * the line is given up, and the future of the body is cancelled.
 */
final class AsyncCall {

  private final CallGuard guard;
  private final CallLimiter limiter;
  private final AsyncBody body;
  private final CompletableFuture<Object> result = new CompletableFuture<>();

  private final AtomicReference<@Nullable AsyncWaiter> waiter = new AtomicReference<>();
  private volatile @Nullable Future<?> running;
  private volatile Retry.@Nullable Attempts attempts;
  private volatile @Nullable Throwable lastFailure;

  AsyncCall(CallGuard guard, AsyncBody body) {
    this.guard = guard;
    this.limiter = guard.limiter();
    this.body = body;
  }

  CompletableFuture<Object> start() {
    AsyncWaiter entered;
    try {
      entered = limiter.enter(guard.key(), guard.terms(), this::lookLater);
    } catch (RateLimitExceededException refusal) {
      result.completeExceptionally(refusal);
      return result;
    }
    waiter.compareAndSet(null, entered); // it may wait for another attempt already
    CompletableFuture<Object> unused = result.whenComplete((value, failure) -> end());
    if (entered.isAdmitted()) {
      run(entered.arrival());
    }
    return result;
  }

  private void lookLater(AsyncWaiter entered) {
    try {
      limiter.timeline().source().executor().execute(() -> look(entered));
    } catch (RuntimeException rejected) {
      limiter.abandon(entered);
      result.completeExceptionally(rejected);
    }
  }

  private void look(AsyncWaiter entered) {
    if (result.isDone()) {
      limiter.abandon(entered);
      return;
    }
    boolean goes;
    try {
      goes = limiter.tryAdmit(entered);
    } catch (RateLimitExceededException refusal) {
      refuse(refusal);
      return;
    }
    if (goes && result.isDone()) {
      limiter.giveBack(guard.key(), entered.arrival(), guard.terms().weights());
    } else if (goes) {
      run(entered.arrival());
    }
  }

  private void refuse(RateLimitExceededException refusal) {
    Throwable failure = lastFailure;
    result.completeExceptionally(
        failure == null ? refusal : CallGuard.withRefusal(failure, refusal));
  }

  private void run(long arrival) {
    CompletionStage<?> stage;
    try {
      stage = (CompletionStage<?>) body.run();
    } catch (Throwable failure) {
      failed(failure, arrival);
      return;
    }
    if (stage == null) {
      guard.done(arrival);
      result.completeExceptionally(
          new NullPointerException("A governed method must return a future, but returned null."));
      return;
    }
    if (stage instanceof Future<?> future) {
      running = future;
      if (result.isDone()) {
        cancel(future);
      }
    }
    CompletionStage<?> unused =
        stage.whenComplete(
            (value, failure) -> {
              running = null;
              if (failure == null) {
                guard.done(arrival);
                result.complete(value);
              } else {
                failed(failure, arrival);
              }
            });
  }

  private void failed(Throwable failure, long arrival) {
    Signal signal = guard.heed(failure, arrival);
    guard.done(arrival);
    Retry retry = guard.retry();
    if (retry == null || result.isDone() || !body.isRepeatable()) {
      result.completeExceptionally(failure);
      return;
    }
    Retry.Attempts all = attempts;
    if (all == null) {
      all = retry.begin();
      attempts = all;
    }
    long notBefore = all.next(failure, signal, arrival);
    if (notBefore < 0) {
      result.completeExceptionally(failure);
      return;
    }
    lastFailure = failure;
    AsyncWaiter again =
        limiter.waiter(
            arrival, guard.terms(), notBefore, guard.latest(notBefore, arrival), this::lookLater);
    waiter.set(again);
    try {
      limiter.reenter(guard.key(), again);
      if (result.isDone()) {
        limiter.abandon(again);
      }
    } catch (RateLimitExceededException refusal) {
      refuse(refusal);
    }
  }

  private void end() {
    AsyncWaiter entered = waiter.get();
    if (entered != null) {
      limiter.abandon(entered);
    }
    Future<?> future = running;
    if (future != null) {
      cancel(future);
    }
  }

  private static void cancel(Future<?> future) {
    try {
      future.cancel(true);
    } catch (UnsupportedOperationException e) {
      // a minimal stage, which goes on unheard
    }
  }
}
