package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Terms;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Waits for admission without a thread, for the first attempt of a call and for all others. It ends
 * with the future of the call, which may be completed by any thread at any moment (cancelled, timed
 * out): the place in the queue is given up then, and an admission that comes too late is undone.
 * What the thread of the caller held goes along to the executor. Safe for use by many threads.
 */
public final class AsyncAdmission {

  private final CallLimiter limiter;
  private final @Nullable Object key;
  private final Terms terms;
  private final CompletableFuture<?> result;
  private final CallerContext context;
  private final Owner owner;

  /** The call that waits. */
  public interface Owner {

    /**
     * It is admitted. Called on the thread that asked, or on the executor.
     *
     * @param isReleased whether it is before its back-off was over, as the rejection meant nothing
     */
    void admitted(long arrival, boolean isReleased);

    /** It is refused, now or while it waited. */
    void refused(RateLimitExceededException refusal);
  }

  /**
   * @param result the future of the call
   * @param context what the executor should hold
   */
  public AsyncAdmission(
      CallLimiter limiter,
      @Nullable Object key,
      Terms terms,
      CompletableFuture<?> result,
      CallerContext context,
      Owner owner) {
    this.limiter = limiter;
    this.key = key;
    this.terms = terms;
    this.result = result;
    this.context = context;
    this.owner = owner;
  }

  /**
   * Admits a call that arrives now, or adds it to the queue.
   *
   * @param outer the call whose body makes it; {@link CallLimiter#NONE} if there is none
   * @throws IllegalArgumentException if there is no key and should be, or the other way round
   */
  public void enter(long outer) {
    AsyncWaiter waiter;
    try {
      waiter = limiter.enter(key, terms, outer, this::lookLater);
    } catch (RateLimitExceededException refusal) {
      owner.refused(refusal);
      return;
    }
    if (waiter.isAdmitted()) {
      owner.admitted(waiter.arrival(), false);
    } else {
      waiter.tellOfWait();
      leaveWithResult(waiter);
    }
  }

  /**
   * Adds a call to the queue again, for another attempt.
   *
   * @param waiter made with {@link #lookLater}
   */
  void reenter(AsyncWaiter waiter) {
    leaveWithResult(waiter); // before it waits, so that cancelling leaves no waiting call behind
    try {
      limiter.reenter(key, waiter);
    } catch (RateLimitExceededException refusal) {
      owner.refused(refusal);
      return;
    } catch (RuntimeException | Error broken) { // its key cannot be compared any more
      result.completeExceptionally(broken);
      return;
    }
    waiter.tellOfWait();
    if (result.isDone()) {
      leave(waiter);
    }
  }

  private void leaveWithResult(AsyncWaiter waiter) {
    CompletableFuture<?> unused = result.whenComplete((value, failure) -> leave(waiter));
  }

  private static void leave(AsyncWaiter waiter) {
    boolean unused = waiter.abandon();
  }

  /** Called by the timer, which must not be held up. */
  void lookLater(AsyncWaiter waiter) {
    try {
      limiter.timeline().source().executor().execute(() -> context.run(() -> look(waiter)));
    } catch (RuntimeException | Error rejected) { // an error if there are too many threads
      result.completeExceptionally(rejected);
    }
  }

  private void look(AsyncWaiter waiter) {
    if (result.isDone()) {
      return;
    }
    boolean isAdmitted;
    try {
      isAdmitted = waiter.tryAdmit();
    } catch (RateLimitExceededException refusal) {
      owner.refused(refusal);
      return;
    }
    if (isAdmitted && result.isDone()) {
      limiter.permits().giveBack(key, waiter.arrival(), terms.weights());
    } else if (isAdmitted) {
      owner.admitted(waiter.arrival(), waiter.isReleased());
    }
  }
}
