package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.CallLimiter;
import java.lang.System.Logger.Level;
import java.util.stream.Stream;

/**
 * Watches the thread of an attempt, after another library is suspected to try again by itself: if
 * the thread sleeps in the code of its retries, it has sent a request and is about to send another.
 * That is the only sure sign from outside: whether such retries are on is a private setting, and a
 * failure that comes through them looks the same if they are off. Where the body sends its requests
 * on other threads, nothing is seen.
 */
final class RetryWatch {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /** Shorter than half of the shortest pause between two requests. */
  private static final long INTERVAL = 150_000_000;

  private static final int MOST_LOOKS = 200;

  /** Of the stack at the beginning: this and the attempts. */
  private static final int OWN_FRAMES = 3;

  /** Then the call, its guard if it is woven, and the advice: one of these runs the body. */
  private static final int RUNNERS = 3;

  private final InnerRetries suspected;
  private final CallLimiter limiter;
  private final Thread thread = Thread.currentThread();
  private final StackTraceElement[] beginning = shown(new Throwable().getStackTrace());
  private int looks;

  private RetryWatch(InnerRetries suspected, CallLimiter limiter) {
    this.suspected = suspected;
    this.limiter = limiter;
  }

  /** Watches the attempt that the current thread is about to begin. */
  static void begin(InnerRetries suspected, CallLimiter limiter) {
    new RetryWatch(suspected, limiter).lookLater();
  }

  private void lookLater() {
    Runnable unused = limiter.timeline().source().schedule(this::look, INTERVAL);
  }

  private void look() {
    StackTraceElement[] stack = shown(thread.getStackTrace());
    if (!limiter.failures().isToWarn() || !isOfThisCall(stack)) {
      return;
    }
    if (!suspected.isPausing(stack)) {
      looks++;
      if (looks < MOST_LOOKS) {
        lookLater();
      }
    } else if (limiter.failures().warnsNow()) {
      LOG.log(Level.WARNING, suspected.warning(limiter.name()));
    }
  }

  /** Without the frames of lambdas, which a thread shows of others and not of itself. */
  private static StackTraceElement[] shown(StackTraceElement[] stack) {
    return Stream.of(stack)
        .filter(frame -> frame.getClassName().indexOf('/') < 0)
        .toArray(StackTraceElement[]::new);
  }

  /**
   * Whether the thread still runs the body: in a method that ran when the attempt began, under the
   * same callers.
   */
  private boolean isOfThisCall(StackTraceElement[] stack) {
    for (int frame = OWN_FRAMES; frame < OWN_FRAMES + RUNNERS; frame++) {
      if (isWithin(stack, frame)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWithin(StackTraceElement[] stack, int frame) {
    int callers = beginning.length - frame - 1;
    int same = stack.length - callers - 1;
    if (callers < 0 || same < 1) {
      return false;
    }
    for (int i = 1; i <= callers; i++) {
      if (!stack[same + i].equals(beginning[frame + i])) {
        return false;
      }
    }
    return stack[same].getClassName().equals(beginning[frame].getClassName())
        && stack[same].getMethodName().equals(beginning[frame].getMethodName());
  }
}
