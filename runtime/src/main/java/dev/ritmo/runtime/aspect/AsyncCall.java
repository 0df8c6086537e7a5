package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.retry.CallAttempts;
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
 * the line is given up, and the future of the body is cancelled. What the thread of the caller held
 * goes along to the threads of these steps.
 */
final class AsyncCall {

  private final CallGuard guard;
  private final CallLimiter limiter;
  private final AsyncBody body;

  /** The call whose body makes this one, on the thread that starts it. */
  private final long outer;

  private final CallerContext context = CallerContext.ofThisThread();
  private final CompletableFuture<Object> result = new CompletableFuture<>();

  private final AtomicReference<@Nullable AsyncWaiter> waiter = new AtomicReference<>();
  private volatile @Nullable Future<?> running;
  private volatile @Nullable CallAttempts attempts;
  private volatile @Nullable Throwable lastFailure;

  AsyncCall(CallGuard guard, AsyncBody body) {
    this.guard = guard;
    this.limiter = guard.limiter();
    this.body = body;
    this.outer = limiter.hasSlots() ? Nesting.within(limiter) : CallLimiter.NONE;
  }

  CompletableFuture<Object> start() {
    AsyncWaiter entered;
    try {
      entered = limiter.enter(guard.key(), guard.terms(), outer, this::lookLater);
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
      limiter.timeline().source().executor().execute(() -> context.run(() -> look(entered)));
    } catch (RuntimeException | Error rejected) { // an error if there are too many threads
      entered.abandon();
      result.completeExceptionally(rejected);
    }
  }

  private void look(AsyncWaiter entered) {
    if (result.isDone()) {
      entered.abandon();
      return;
    }
    boolean goes;
    try {
      goes = entered.tryAdmit();
    } catch (RateLimitExceededException refusal) {
      refuse(refusal);
      return;
    }
    if (goes && result.isDone()) {
      limiter.permits().giveBack(guard.key(), entered.arrival(), guard.terms().weights());
    } else if (goes) {
      run(entered.arrival());
    }
  }

  private void refuse(RateLimitExceededException refusal) {
    Throwable failure = lastFailure;
    CallAttempts all = attempts;
    if (failure == null || all == null) {
      result.completeExceptionally(refusal);
    } else {
      all.refused(failure, refusal);
      result.completeExceptionally(failure);
    }
  }

  private void run(long arrival) {
    CallAttempts before = attempts;
    if (before != null) {
      AsyncWaiter again = waiter.get();
      before.begin(again != null && again.isReleased());
    }
    CompletionStage<?> stage;
    try {
      stage = (CompletionStage<?>) runBody(arrival);
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
        stage.whenComplete((value, failure) -> context.run(() -> ended(value, failure, arrival)));
  }

  private void ended(@Nullable Object value, @Nullable Throwable failure, long arrival) {
    running = null;
    if (failure == null) {
      guard.used(value, arrival);
      guard.done(arrival);
      result.complete(value);
    } else {
      failed(failure, arrival);
    }
  }

  private @Nullable Object runBody(long arrival) throws Throwable {
    if (!limiter.hasSlots()) {
      return body.run();
    }
    Nesting.enter(limiter, arrival);
    try {
      return body.run();
    } finally {
      Nesting.leave(limiter, arrival);
    }
  }

  private void failed(Throwable failure, long arrival) {
    boolean isRepeatable = !result.isDone() && body.isRepeatable();
    CallAttempts all = guard.failed(failure, attempts, arrival, isRepeatable);
    if (all == null) {
      result.completeExceptionally(failure);
      return;
    }
    attempts = all;
    lastFailure = failure;
    long latest = guard.latest(all.notBefore(), arrival);
    AsyncWaiter again =
        limiter.waiter(
            arrival,
            guard.terms(),
            all.notBefore(),
            all.backsOff(),
            latest,
            outer,
            this::lookLater);
    waiter.set(again);
    try {
      limiter.reenter(guard.key(), again);
      if (result.isDone()) {
        again.abandon();
      }
    } catch (RateLimitExceededException refusal) {
      refuse(refusal);
    } catch (RuntimeException | Error broken) { // its key cannot be compared any more
      result.completeExceptionally(broken);
    }
  }

  private void end() {
    AsyncWaiter entered = waiter.get();
    if (entered != null) {
      entered.abandon();
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
