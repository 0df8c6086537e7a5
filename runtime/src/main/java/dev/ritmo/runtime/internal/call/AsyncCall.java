package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that returns a future. It waits without blocking a thread, and is retried
 * when the future of its body fails, unless the body must not run again.
 *
 * <p>The call is in one of three states: waiting in the queue, running the body, or waiting for the
 * future of the body. One state follows the other, so two threads never write the fields at the
 * same time. The fields are volatile because each step may run on another thread, and because any
 * thread may complete the result at any moment (cancellation, time-out). That ends the call: its
 * place in the queue is given up, and the future of the body is cancelled.
 */
final class AsyncCall implements AsyncAdmission.Owner {

  private final GuardedCall call;
  private final Admission limiter;
  private final AsyncBody body;

  /** The call whose body makes this one, on the thread that starts it. */
  private final long outer;

  private final Enclosing enclosing;

  private final CallerContext context = CallerContext.ofThisThread();
  private final CompletableFuture<Object> result = new CompletableFuture<>();
  private final AsyncAdmission admission;

  private volatile @Nullable Future<?> running;
  private volatile @Nullable Failed failed;

  /** The attempts so far, and the failure of the last one. */
  private record Failed(CallAttempts attempts, Throwable failure) {}

  AsyncCall(GuardedCall call, AsyncBody body) {
    this.call = call;
    this.limiter = call.guard().limiter();
    this.body = body;
    this.outer = Nesting.outer(limiter);
    this.enclosing = call.replaced().isNone() ? Enclosing.slotOf(outer) : call.replaced();
    this.admission = new AsyncAdmission(limiter, call.key(), call.terms(), result, context, this);
  }

  CompletableFuture<Object> start() {
    CompletableFuture<Object> unused = result.whenComplete((value, failure) -> completed(failure));
    try {
      admission.enter(enclosing);
    } catch (RuntimeException | Error wrong) { // for example, a missing key
      completed(wrong);
      throw wrong;
    }
    return result;
  }

  /** The result is complete, set by this call or by another thread. */
  private void completed(@Nullable Throwable failure) {
    Observation observation = call.observation();
    if (observation != null) {
      observation.ended(failure);
    }
    cancelRunning();
  }

  @Override
  public void refused(RateLimitExceededException refusal) {
    Failed last = failed;
    if (last == null) {
      result.completeExceptionally(refusal);
    } else {
      call.refused(last.attempts, last.failure, refusal);
      result.completeExceptionally(last.failure);
    }
  }

  @Override
  public void admitted(long arrival, boolean isReleased) {
    call.admitted(arrival);
    Failed last = failed;
    if (last != null) {
      last.attempts.begin(isReleased);
    }
    CompletionStage<?> stage;
    try {
      stage = (CompletionStage<?>) runBody();
    } catch (Throwable failure) {
      failed(failure);
      return;
    }
    if (stage == null) {
      failed(
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
        stage.whenComplete((value, failure) -> context.run(() -> ended(value, failure)));
  }

  private @Nullable Object runBody() throws Throwable {
    boolean isNested = limiter.hasSlots();
    if (isNested) {
      Nesting.enter(limiter, call.arrival());
    }
    try {
      call.bodyStarts();
      return body.run(call);
    } finally {
      if (isNested) {
        Nesting.leave(limiter, call.arrival());
      }
      call.bodyLeft();
    }
  }

  private void ended(@Nullable Object value, @Nullable Throwable failure) {
    running = null;
    if (failure == null) {
      call.used(value);
      call.done();
      result.complete(value);
    } else {
      failed(failure);
    }
  }

  private void failed(Throwable failure) {
    NoRepeat noRepeat = result.isDone() ? NoRepeat.BEGUN : body.noRepeat();
    CallAttempts all = call.failed(failure, noRepeat);
    if (all == null) {
      result.completeExceptionally(failure);
      return;
    }
    failed = new Failed(all, failure);
    admission.reenter(
        limiter.waiter(
            call.terms(), all.next(call.terms().maxWait(), outer), admission::lookLater));
  }

  private void cancelRunning() {
    Future<?> future = running;
    if (future != null) {
      cancel(future);
    }
  }

  private static void cancel(Future<?> future) {
    try {
      future.cancel(true);
    } catch (UnsupportedOperationException e) {
      // a minimal stage, which cannot be observed
    }
  }
}
