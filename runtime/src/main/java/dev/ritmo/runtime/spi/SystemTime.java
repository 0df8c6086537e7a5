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

/** The time of the machine; its one timer thread is a daemon, started by the first task. */
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

  /** Lets the pool replace its thread, lest those that it waits for wait for a thread. */
  private static void parkWorker(Object blocker, long nanos) {
    try {
      ForkJoinPool.managedBlock(new WorkerPark(blocker, nanos));
    } catch (RejectedExecutionException | InterruptedException e) { // the former if it has too many
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
   * A burst of calls wakes one after the other, so that the way over the timer, which is asleep
   * each time, would be the most of it. Not on machines where each task has a new thread: many of
   * them would come for the lock that is held here.
   */
  private static Future<?> start(Runnable task, ForkJoinPool pool) {
    FutureTask<?> started = new FutureTask<>(task, null);
    pool.execute(started);
    return started;
  }

  /** The threads of bodies may be its children, so it inherits nothing of who uses it first. */
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
