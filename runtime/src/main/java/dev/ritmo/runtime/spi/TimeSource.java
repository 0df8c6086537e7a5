package dev.ritmo.runtime.spi;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The source of time: how Ritmo reads the clock and how it waits. Programs use {@link #system};
 * tests use a virtual one. Implementations must be thread-safe.
 */
public interface TimeSource {

  /** The system clock. */
  static TimeSource system() {
    return SystemTime.INSTANCE;
  }

  /**
   * Nanoseconds since a fixed but arbitrary origin, like {@link System#nanoTime}. Never goes
   * backwards.
   */
  long nanoTime();

  /** The wall-clock time, for times that providers state as a date. */
  Instant now();

  /**
   * Waits until the time has passed, {@link #unpark} is called for the current thread, or the
   * thread is interrupted; may return spuriously. Does not clear the interrupt flag, and returns at
   * once if it is set or if an unpark came first.
   *
   * @param nanos the maximum wait; {@link Long#MAX_VALUE} for no bound
   */
  void park(Object blocker, long nanos);

  /** Ends the current or next {@link #park} of the thread. */
  void unpark(Thread thread);

  /**
   * Runs the task once, after the delay. The task must not block.
   *
   * @return cancels the task when run; does nothing once the task has started
   */
  Runnable schedule(Runnable task, long delayNanos);

  /**
   * Runs the bodies of asynchronous methods that had to wait. By default, the default executor of
   * {@link CompletableFuture}: the common pool.
   */
  default Executor executor() {
    return new CompletableFuture<>().defaultExecutor();
  }
}
