package dev.ritmo.runtime.internal.limiter;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wake-ups that follow from what was done under the lock of a limiter. They are collected there,
 * and rung after it: timers and threads belong to the time source, which is not our code. Safe for
 * use by many threads.
 *
 * <p>Invariant: alarms ring in the order in which they were set under the lock, one at a time, so
 * that the last one set for a waiter is the last that it hears. A thread that finds another one
 * ringing leaves its own alarms to that.
 */
final class Alarms {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private final Queue<Alarm> alarms = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unrung = new AtomicInteger();

  /** Whether some were set since this was last false; guarded by the lock of the limiter. */
  private boolean areSet;

  /** Sets an alarm; under the lock. */
  void set(Waiter waiter, long nanos) {
    alarms.add(new Alarm(waiter, nanos));
    areSet = true;
  }

  /** Whether {@link #ring} is due after the lock; under the lock, asked once. */
  boolean takeDue() {
    boolean areDue = areSet;
    areSet = false;
    return areDue;
  }

  /** Whether {@link #ring} is due after the lock; under the lock. */
  boolean areDue() {
    return areSet;
  }

  /** Rings all that are set; never under the lock. */
  void ring() {
    if (unrung.getAndIncrement() > 0) {
      return; // another thread rings, or this one further down the stack
    }
    int seen = 1;
    while (seen > 0) {
      for (Alarm alarm = alarms.poll(); alarm != null; alarm = alarms.poll()) {
        ring(alarm);
      }
      seen = unrung.addAndGet(-seen);
    }
  }

  private static void ring(Alarm alarm) {
    try {
      alarm.waiter.ring(alarm.nanos);
    } catch (RuntimeException | Error failure) { // the others have to be woken all the same
      LOG.log(Level.ERROR, "The time source failed to wake a waiting call", failure);
    }
  }

  private record Alarm(Waiter waiter, long nanos) {}
}
