package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.RetryOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What one call has left on a failure. Immutable.
 *
 * @param limiter the number of its limiter
 * @param arrival its arrival there
 * @param thread the thread that it holds; {@link #NO_THREAD} of one without
 * @param time when the failure passed
 * @param outcome what became of the call; null if it was not to be tried again anyway, or will be
 */
public record Mark(
    long limiter, long arrival, long thread, long time, @Nullable RetryOutcome outcome) {

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

  /**
   * Whether the call tried again what could be, or would have, so that nobody further out is to.
   */
  boolean endsRetries() {
    return outcome != null && outcome.end() != RetryOutcome.End.UNKNOWN;
  }
}
