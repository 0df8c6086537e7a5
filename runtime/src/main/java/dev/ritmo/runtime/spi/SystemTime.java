package dev.ritmo.runtime.spi;

import java.time.Instant;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The system clock, with one daemon timer thread, started by the first task. */
enum SystemTime implements TimeSource {
  INSTANCE;

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public void park(Object blocker, long nanos) {
    if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
      parkWorker(blocker, nanos);
    } else {
      parkThread(blocker, nanos);
    }
  }

  /**
   * Lets the pool add a thread, so that the calls that this one waits for are not starved of
   * threads.
   */
  private static void parkWorker(Object blocker, long nanos) {
    try {
      ForkJoinPool.managedBlock(new WorkerPark(blocker, nanos));
    } catch (RejectedExecutionException
        | InterruptedException e) { // the former if the pool is at its limit
      parkThread(blocker, nanos);
    }
  }

  /** Parks once. */
  private static final class WorkerPark implements ForkJoinPool.ManagedBlocker {

    private final Object blocker;
    private final long nanos;
    private boolean hasParked;

    WorkerPark(Object blocker, long nanos) {
      this.blocker = blocker;
      this.nanos = nanos;
    }

    @Override
    public boolean block() {
      hasParked = true;
      parkThread(blocker, nanos);
      return true;
    }

    @Override
    public boolean isReleasable() {
      return hasParked;
    }
  }

  private static void parkThread(Object blocker, long nanos) {
    if (nanos == Long.MAX_VALUE) {
      LockSupport.park(blocker);
    } else {
      LockSupport.parkNanos(blocker, nanos);
    }
  }

  @Override
  public void unpark(Thread thread) {
    LockSupport.unpark(thread);
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    Future<?> timer =
        delayNanos <= 0 && executor() instanceof ForkJoinPool pool
            ? start(task, pool)
            : Timers.EXECUTOR.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    return () -> timer.cancel(false);
  }

  /**
   * Skips the timer, because waking its thread for each call of a burst would cost more than the
   * rest. Not on machines where each task gets a new thread: many threads would contend for the
   * lock held here.
   */
  private static Future<?> start(Runnable task, ForkJoinPool pool) {
    FutureTask<?> started = new FutureTask<>(task, null);
    pool.execute(started);
    return started;
  }

  /** Inherits nothing from its first user, because threads of bodies may be its children. */
  static Thread timer(Runnable task) {
    Thread thread = new Thread(null, task, "ritmo-timer", 0, false);
    thread.setContextClassLoader(SystemTime.class.getClassLoader());
    thread.setDaemon(true);
    return thread;
  }

  private static final class Timers {
    static final ScheduledThreadPoolExecutor EXECUTOR =
        new ScheduledThreadPoolExecutor(1, SystemTime::timer);

    static {
      EXECUTOR.setRemoveOnCancelPolicy(true);
    }
  }
}
