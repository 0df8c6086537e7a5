package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.CallLimiter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose bodies the current thread runs, of limiters that have slots: what they call under
 * the same limiter runs in their slots, or it would wait for them. A body that has handed its work
 * to another thread does not run there.
 *
 * <p>They are kept as plain numbers, the innermost last: how many, and then of each its limiter and
 * its arrival. So a thread that outlives the program's class loader holds nothing of it.
 */
final class Nesting {

  private static final ThreadLocal<long @Nullable []> RUNNING = new ThreadLocal<>();

  private Nesting() {}

  /** The current thread begins to run the body of a call. */
  static void enter(CallLimiter limiter, long arrival) {
    long[] running = RUNNING.get();
    if (running == null || end(running) == running.length) {
      running = running == null ? new long[9] : Arrays.copyOf(running, 2 * running.length - 1);
      RUNNING.set(running);
    }
    int index = end(running);
    running[index] = limiter.number();
    running[index + 1] = arrival;
    running[0]++;
  }

  /** It runs that body no longer; does nothing if it did not. */
  static void leave(CallLimiter limiter, long arrival) {
    long[] running = RUNNING.get();
    int index = running == null ? -1 : find(running, limiter.number(), arrival);
    if (running != null && index > 0) {
      System.arraycopy(running, index + 2, running, index, end(running) - index - 2);
      running[0]--;
    }
  }

  /** The innermost of these calls under a limiter; {@link CallLimiter#NONE} if there is none. */
  static long within(CallLimiter limiter) {
    long[] running = RUNNING.get();
    if (running == null) {
      return CallLimiter.NONE;
    }
    for (int index = end(running) - 2; index > 0; index -= 2) {
      if (running[index] == limiter.number()) {
        return running[index + 1];
      }
    }
    return CallLimiter.NONE;
  }

  private static int find(long[] running, long limiter, long arrival) {
    for (int index = end(running) - 2; index > 0; index -= 2) {
      if (running[index] == limiter && running[index + 1] == arrival) {
        return index;
      }
    }
    return -1;
  }

  private static int end(long[] running) {
    return 1 + 2 * (int) running[0];
  }
}
