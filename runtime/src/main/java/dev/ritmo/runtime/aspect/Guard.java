package dev.ritmo.runtime.aspect;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Stands around one governed method. Woven code calls {@link #begin()} and {@link #admit}, runs the
 * body, and then calls {@link #done(Call, long)} or {@link #retry}, which returns when the body is
 * to run again. Immutable, and safe for use by many threads.
 *
 * <p>Classes that were woven long ago call these methods: they may be added to, and no other change
 * is compatible.
 */
public abstract sealed class Guard permits LimitingGuard, PassingGuard {

  Guard() {}

  /** Whether calls differ by their arguments, and each {@linkplain #begin(Object[]) begins} so. */
  public abstract boolean takesArguments();

  /** A call begins; null where nothing is to be kept of it. */
  public abstract @Nullable Call begin();

  /**
   * A call with these arguments begins. What the code of keys and prompts throws is thrown here,
   * before anything is admitted.
   */
  public abstract @Nullable Call begin(@Nullable Object[] arguments);

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @param call what it has begun with
   * @return the arrival of the call
   * @throws dev.ritmo.runtime.RateLimitExceededException if its turn would come later than it may
   *     wait
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted before its turn
   * @throws IllegalStateException if an adapter should have woven the method, and has not
   */
  public abstract long admit(@Nullable Call call);

  /**
   * The body has ended well.
   *
   * @param arrival what {@link #admit} returned
   */
  public abstract void done(@Nullable Call call, long arrival);

  /** As {@link #done(Call, long)}; settles with the tokens that the result reports. */
  public abstract void done(@Nullable Call call, long arrival, @Nullable Object result);

  /**
   * The body has failed: waits for the next attempt, or ends the call by throwing the failure.
   *
   * @param arrival what {@link #admit} returned
   * @return the call from now on
   */
  public abstract @Nullable Call retry(Throwable failure, @Nullable Call call, long arrival);

  /**
   * Starts a call that returns a future, without blocking. Its body runs at once, on the current
   * thread, if the call need not wait, otherwise on the executor of the {@linkplain
   * dev.ritmo.runtime.spi.TimeSource#executor time source}.
   */
  public abstract @Nullable CompletionStage<?> start(Callable<?> body);

  /**
   * As {@link #start(Callable)}, of a call with these arguments; what they throw fails the future.
   */
  public abstract @Nullable CompletionStage<?> start(
      @Nullable Object[] arguments, Callable<?> body);

  /**
   * Returns a publisher that makes a call for each subscription: when it is admitted, its body
   * runs, on a thread as {@link #start} says, and the publisher that it returns is subscribed to.
   * Nothing blocks.
   */
  public abstract Flow.@Nullable Publisher<?> publish(Callable<?> body);

  /**
   * As {@link #publish(Callable)}, of calls with these arguments; what they throw fails the stream.
   */
  public abstract Flow.@Nullable Publisher<?> publish(
      @Nullable Object[] arguments, Callable<?> body);

  /** Throws what a body threw, which may be checked without being declared. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
