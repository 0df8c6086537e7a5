package dev.ritmo.runtime.internal.limiter;

import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wake-ups that follow from what was done under the lock of a limiter. They are collected there and
 * rung after it, as timers and threads belong to the time source, which is foreign code. Safe for
 * use by many threads.
 *
 * <p>Invariant: alarms ring in the order in which they were set under the lock, one at a time, so
 * that the last one set for a waiter is the last one that it hears. A thread that finds another one
 * ringing leaves its own alarms to that thread.
 */
final class Alarms {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private final Queue<Alarm> alarms = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unrung = new AtomicInteger();
  private final LimiterLock lock;

  /** Whether alarms were set since {@link #takeDue}; guarded by the lock. */
  private boolean areDue;

  /** What is woken. */
  interface Sleeper {

    /**
     * Its alarm rings; called without the lock, by one thread at a time.
     *
     * @param nanos after which it should look, or {@link
     *     dev.ritmo.runtime.internal.time.Timeline#NEVER} if it should sleep until the next alarm
     */
    void ring(long nanos);
  }

  /**
   * @param lock of the limiter, which is told that something follows
   */
  Alarms(LimiterLock lock) {
    this.lock = lock;
  }

  /** Sets an alarm; under the lock. */
  void set(Sleeper sleeper, long nanos) {
    alarms.add(new Alarm(sleeper, nanos));
    areDue = true;
    lock.requireFollowUp();
  }

  /** Whether {@link #ring} is due after the lock; under the lock, asked once. */
  boolean takeDue() {
    boolean due = areDue;
    areDue = false;
    return due;
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
      alarm.sleeper.ring(alarm.nanos);
    } catch (RuntimeException | Error failure) { // the others have to be woken all the same
      LOG.log(Level.ERROR, "The time source failed to wake a waiting call", failure);
    }
  }

  private record Alarm(Sleeper sleeper, long nanos) {}
}
