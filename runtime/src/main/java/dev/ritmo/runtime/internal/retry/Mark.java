package dev.ritmo.runtime.internal.retry;

import org.jspecify.annotations.Nullable;

/**
 * What one call has left on a failure. Immutable.
 *
 * @param limiter the number of its limiter
 * @param arrival its arrival there
 * @param thread the thread that it holds; {@link #NO_THREAD} of one without
 * @param time when the failure passed
 * @param endsRetries whether the call tried again what could be, or would have, so that no outer
 *     call is to
 * @param outcome what became of the call; null if it was not to be tried again anyway, or will be.
 *     Its class is not known here, as it is that which asks for it.
 */
public record Mark(
    long limiter,
    long arrival,
    long thread,
    long time,
    boolean endsRetries,
    @Nullable Object outcome) {

  /** Of a call that is not over, or was not to be tried again anyway. */
  Mark(long limiter, long arrival, long thread, long time) {
    this(limiter, arrival, thread, time, false, null);
  }

  /** Of a call that holds no thread. */
  public static final long NO_THREAD = -1;

  /** Of a call that holds the current thread. */
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
