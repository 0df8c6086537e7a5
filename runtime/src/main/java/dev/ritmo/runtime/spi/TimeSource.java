package dev.ritmo.runtime.spi;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The time that Ritmo runs on: what it reads, and how it waits. Programs run on {@link #system};
 * tests bring a virtual one. Implementations are safe for use by many threads.
 */
public interface TimeSource {

  /** The time of the machine. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }

  /**
   * Nanoseconds since a fixed but arbitrary origin, as {@link System#nanoTime}. Never goes back.
   */
  long nanoTime();

  /** The time of day, for what providers state as a date. */
  Instant now();

  /**
   * Waits until the time has passed, {@link #unpark} was called for the current thread, or it is
   * interrupted; may return early for no reason. Does not clear the interrupt flag, and returns at
   * once if it is set or if an unpark came first.
   *
   * @param nanos the longest wait; {@link Long#MAX_VALUE} for no bound
   */
  void park(Object blocker, long nanos);

  /** Ends the current or next {@link #park} of the thread. */
  void unpark(Thread thread);

  /**
   * Runs the task once, after the delay, on a thread that must not be held up.
   *
   * @return cancels the task when run; does nothing once the task has started
   */
  Runnable schedule(Runnable task, long delayNanos);

  /**
   * Where the bodies of asynchronous methods run that had to wait: the default of {@link
   * CompletableFuture}, which is the common pool.
   */
  default Executor executor() {
    return new CompletableFuture<>().defaultExecutor();
  }
}
