package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.CallerContext;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.AsyncWaiter;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Waits for admission without blocking a thread, for all attempts of a call. Any thread may
 * complete the future of the call at any moment (cancellation, time-out): the place in the queue is
 * then given up, and an admission that comes too late is undone. The context of the caller's thread
 * is carried to the executor. Thread-safe.
 */
public final class AsyncAdmission {

  private final Admission limiter;
  private final @Nullable Object key;
  private final Terms terms;
  private final CompletableFuture<?> result;
  private final CallerContext context;
  private final Owner owner;
  private final Executor executor;

  /** Waits, or has waited; null for a call that was admitted, or refused, when it arrived. */
  private volatile @Nullable AsyncWaiter waiting;

  /** The call that waits. */
  public interface Owner {

    /**
     * The call is admitted. Called on the thread that requested admission, or on the executor.
     *
     * @param isReleased whether its back-off ended early because the rejection meant nothing
     */
    void admitted(long arrival, boolean isReleased);

    /** The call is refused, on arrival or while it waited. */
    void refused(RateLimitExceededException refusal);
  }

  /**
   * @param result the future of the call
   * @param context the context to restore on the executor, which is that of the time source
   */
  public AsyncAdmission(
      Admission limiter,
      @Nullable Object key,
      Terms terms,
      CompletableFuture<?> result,
      CallerContext context,
      Owner owner) {
    this(limiter, key, terms, result, context, owner, limiter.timeline().source().executor());
  }

  /** As the other, on an executor of the caller. */
  public AsyncAdmission(
      Admission limiter,
      @Nullable Object key,
      Terms terms,
      CompletableFuture<?> result,
      CallerContext context,
      Owner owner,
      Executor executor) {
    this.limiter = limiter;
    this.key = key;
    this.terms = terms;
    this.result = result;
    this.context = context;
    this.owner = owner;
    this.executor = executor;
  }

  /**
   * Admits a call that arrives now, or adds it to the queue.
   *
   * @param enclosing the calls whose bodies make it
   * @throws IllegalArgumentException if a key is missing, or given to a limiter without keys
   */
  public void enter(Enclosing enclosing) {
    AsyncWaiter waiter;
    try {
      waiter = limiter.enter(key, terms, enclosing, this::lookLater);
    } catch (RateLimitExceededException refusal) {
      owner.refused(refusal);
      return;
    }
    if (waiter.isAdmitted()) {
      owner.admitted(waiter.arrival(), false);
    } else {
      waiting = waiter;
      waiter.tellOfWait();
      leaveWithResult(waiter);
    }
  }

  /** The call that waits, or has waited; null if it never had to. */
  public @Nullable AsyncWaiter waiting() {
    return waiting;
  }

  /**
   * Returns a call to the queue for another attempt.
   *
   * @param waiter made with {@link #lookLater}
   */
  void reenter(AsyncWaiter waiter) {
    leaveWithResult(waiter); // before it waits, so that a cancelled call cannot stay in the queue
    try {
      limiter.reenter(key, waiter);
    } catch (RateLimitExceededException refusal) {
      owner.refused(refusal);
      return;
    } catch (RuntimeException | Error broken) { // equals or hashCode of its key fails
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

  /** Called by the timer, so it must not block. */
  void lookLater(AsyncWaiter waiter) {
    try {
      executor.execute(() -> context.run(() -> look(waiter)));
    } catch (RuntimeException | Error rejected) { // an error if no thread can be created
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
      limiter.giveBack(key, waiter.arrival(), terms);
    } else if (isAdmitted) {
      owner.admitted(waiter.arrival(), waiter.isReleased());
    }
  }
}
