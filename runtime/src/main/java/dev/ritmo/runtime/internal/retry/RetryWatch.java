package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.Admission;
import java.lang.System.Logger.Level;
import java.util.stream.Stream;

/**
 * Watches the thread of an attempt when another library is suspected of retrying: if the thread
 * sleeps in the code of those retries, it has sent a request and is about to send another. This is
 * the only reliable sign from outside: whether such retries are enabled is a private setting, and a
 * failure looks the same if they are not. A body that sends its requests on other threads is not
 * detected.
 */
final class RetryWatch {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /** In nanoseconds; less than half of the shortest pause between two requests. */
  private static final long INTERVAL = 150_000_000;

  private static final int MOST_LOOKS = 200;

  /** Frames on top of the initial stack: this class and the attempts. */
  private static final int OWN_FRAMES = 3;

  /**
   * The next frames: the call, its guard if it is woven, and the advice. One of these runs the
   * body.
   */
  private static final int RUNNERS = 3;

  private final InnerRetries suspected;
  private final Admission limiter;
  private final Thread thread = Thread.currentThread();
  private final StackTraceElement[] beginning = shown(new Throwable().getStackTrace());
  private int looks;

  private RetryWatch(InnerRetries suspected, Admission limiter) {
    this.suspected = suspected;
    this.limiter = limiter;
  }

  /** Watches the attempt that the current thread is about to start. */
  static void begin(InnerRetries suspected, Admission limiter) {
    new RetryWatch(suspected, limiter).lookLater();
  }

  private void lookLater() {
    Runnable unused = limiter.timeline().source().schedule(this::look, INTERVAL);
  }

  private void look() {
    StackTraceElement[] stack = shown(thread.getStackTrace());
    if (!limiter.hasRetryWarning() || !isOfThisCall(stack)) {
      return;
    }
    if (!suspected.isPausing(stack)) {
      looks++;
      if (looks < MOST_LOOKS) {
        lookLater();
      }
    } else if (limiter.takeRetryWarning()) {
      LOG.log(Level.WARNING, suspected.warning(limiter.name()));
    }
  }

  /**
   * Removes frames of lambdas, which appear in the stack of another thread but not in a thread's
   * own.
   */
  private static StackTraceElement[] shown(StackTraceElement[] stack) {
    return Stream.of(stack)
        .filter(frame -> frame.getClassName().indexOf('/') < 0)
        .toArray(StackTraceElement[]::new);
  }

  /**
   * Whether the thread still runs the body: a method that ran when the attempt started is still on
   * the stack, with the same callers.
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
