package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.EnclosingCalls;
import dev.ritmo.runtime.internal.retry.NoRepeat;

/**
 * The governed calls whose bodies the current thread runs. Called by integrations, which know what
 * a body does. Thread-safe.
 */
public final class RunningCalls {

  private RunningCalls() {}

  /** Keeps record, from now on, of which thread runs the body of which call. */
  public static void track() {
    EnclosingCalls.track();
  }

  /**
   * What the current thread is about to do must not be done twice: if it fails, none of the calls
   * in whose bodies it happens is retried. Knows only calls that have started since {@link #track}.
   *
   * @param advice logged once when such a call would be retried otherwise: why it is not, and what
   *     to do instead
   */
  public static void forbidRepetition(String advice) {
    EnclosingCalls.forbidRepetition(NoRepeat.advising(advice));
  }

  /** Whether the current thread runs the body of a governed call. */
  public static boolean isAny() {
    return EnclosingCalls.isAny();
  }

  /**
   * Whether the body of the innermost call has made a {@linkplain
   * dev.ritmo.runtime.LimitedCall#request() request} on this thread, under any limiter.
   */
  public static boolean haveRequests() {
    return EnclosingCalls.hasRequests();
  }
}
