package dev.ritmo.runtime.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Guards one governed method. Woven code calls {@link #begin()} and {@link #admit}, runs the body,
 * and then calls {@link #done(Call, long)} or {@link #retry}, which returns when the body should
 * run again. Immutable and thread-safe.
 *
 * <p>Classes woven by earlier versions call these methods, so methods may be added, but not changed
 * or removed.
 */
public abstract sealed class Guard permits LimitingGuard, PassingGuard {

  Guard() {}

  /** Whether calls depend on arguments, and so {@linkplain #begin(Object[]) begin} with them. */
  public abstract boolean takesArguments();

  /** Begins a call; returns null if there is no state to keep. */
  public abstract @Nullable Call begin();

  /**
   * Begins a call with these arguments. Exceptions from keys and prompts are thrown here, before
   * admission.
   */
  public abstract @Nullable Call begin(@Nullable Object[] arguments);

  /**
   * Admits a call of the current thread, and blocks until its turn if it has to wait.
   *
   * @param call what {@code begin} returned
   * @return the arrival of the call
   * @throws dev.ritmo.runtime.RateLimitExceededException if its turn would come after its maximum
   *     wait
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted before its turn
   * @throws IllegalStateException if an adapter is needed and was not woven
   */
  public abstract long admit(@Nullable Call call);

  /**
   * Ends a call whose body has succeeded.
   *
   * @param arrival what {@link #admit} returned
   */
  public abstract void done(@Nullable Call call, long arrival);

  /** As {@link #done(Call, long)}, and settles with the tokens that the result reports. */
  public abstract void done(@Nullable Call call, long arrival, @Nullable Object result);

  /**
   * Handles a failure of the body: blocks until the next attempt, or ends the call by throwing the
   * failure.
   *
   * @param arrival what {@link #admit} returned
   * @return the call to continue with
   */
  public abstract @Nullable Call retry(Throwable failure, @Nullable Call call, long arrival);

  /**
   * Starts a call that returns a future, without blocking. Its body runs at once, on the current
   * thread, if the call need not wait, otherwise on the executor of the {@linkplain
   * dev.ritmo.runtime.spi.TimeSource#executor time source}.
   */
  public abstract @Nullable CompletionStage<?> start(Callable<?> body);

  /**
   * As {@link #start(Callable)}, for a call with these arguments; exceptions from keys and prompts
   * fail the future.
   */
  public abstract @Nullable CompletionStage<?> start(
      @Nullable Object[] arguments, Callable<?> body);

  /**
   * Returns a publisher that makes a call for each subscription: once admitted, its body runs, on a
   * thread as for {@link #start}, and the publisher that it returns is subscribed to. Does not
   * block.
   */
  public abstract Flow.@Nullable Publisher<?> publish(Callable<?> body);

  /**
   * As {@link #publish(Callable)}, for calls with these arguments; exceptions from keys and prompts
   * fail the stream.
   */
  public abstract Flow.@Nullable Publisher<?> publish(
      @Nullable Object[] arguments, Callable<?> body);

  /** Throws the exception of a body, which may be checked although it is not declared. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
