package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.limiter.Admission;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The calls whose bodies the current thread runs, under limiters with slots. A nested call of the
 * same limiter runs in the slot of its outer call; otherwise it would wait for that slot. A body
 * that hands its work to another thread is not known there.
 *
 * <p>They are stored as plain numbers, the innermost last: the count, then the limiter and the
 * arrival of each call. So a thread that outlives the program's class loader keeps nothing of it
 * alive.
 */
final class Nesting {

  private static final ThreadLocal<long @Nullable []> RUNNING = new ThreadLocal<>();

  private Nesting() {}

  /** The current thread starts to run the body of a call. */
  static void enter(Admission limiter, long arrival) {
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

  /** The current thread has left the body; does nothing if it did not run it. */
  static void leave(Admission limiter, long arrival) {
    long[] running = RUNNING.get();
    int index = running == null ? -1 : find(running, limiter.number(), arrival);
    if (running != null && index > 0) {
      System.arraycopy(running, index + 2, running, index, end(running) - index - 2);
      running[0]--;
    }
  }

  /** The call whose body makes one on this thread; {@link Admission#NO_CALL} without slots. */
  static long outer(Admission limiter) {
    return limiter.hasSlots() ? innermost(limiter) : Admission.NO_CALL;
  }

  /** The innermost of these calls under a limiter; {@link Admission#NO_CALL} if there is none. */
  static long innermost(Admission limiter) {
    long[] running = RUNNING.get();
    if (running == null) {
      return Admission.NO_CALL;
    }
    for (int index = end(running) - 2; index > 0; index -= 2) {
      if (running[index] == limiter.number()) {
        return running[index + 1];
      }
    }
    return Admission.NO_CALL;
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
