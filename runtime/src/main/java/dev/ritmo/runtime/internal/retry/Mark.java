package dev.ritmo.runtime.internal.retry;

import org.jspecify.annotations.Nullable;

/**
 * What one call records on a failure. Immutable.
 *
 * @param limiter the number of its limiter
 * @param arrival its arrival there
 * @param thread the thread that it holds; {@link #NO_THREAD} for an asynchronous call
 * @param time when the call failed
 * @param endsRetries whether the call has dealt with retries, so that no outer call retries the
 *     failure
 * @param outcome the outcome of the call; null if it has no retries, or will be retried. An {@code
 *     Object}, because its class depends on this package.
 */
public record Mark(
    long limiter,
    long arrival,
    long thread,
    long time,
    boolean endsRetries,
    @Nullable Object outcome) {

  /** The mark of a call that has not ended, or has no retries. */
  Mark(long limiter, long arrival, long thread, long time) {
    this(limiter, arrival, thread, time, false, null);
  }

  /** The thread of a call that holds none. */
  public static final long NO_THREAD = -1;

  /** The number of the current thread. */
  public static long currentThread() {
    return Thread.currentThread().getId();
  }

  boolean isOfSameCall(Mark other) {
    return arrival == other.arrival && limiter == other.limiter;
  }

  boolean isOfSameThread(Mark other) {
    return thread != NO_THREAD && thread == other.thread;
  }
}
