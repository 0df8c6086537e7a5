package dev.ritmo.runtime.internal.events;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes to the log on a daemon thread of its own, as a slow log must not come between the
 * admission of a call and its request. The thread starts with the first line and ends when none is
 * left. Thread-safe.
 *
 * <p>Invariant: {@link #unwritten} counts what was submitted and has not been written; the thread
 * is there exactly while that is positive. So one thread writes at a time, in the order of
 * submission.
 */
final class LogThread {

  /** What does not fit is dropped. */
  private static final int CAPACITY = 8_192;

  private static final LogThread OF_PROCESS = new LogThread();

  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger unwritten = new AtomicInteger();

  private LogThread() {}

  static LogThread ofProcess() {
    return OF_PROCESS;
  }

  /** Has something written; not under a lock. */
  void submit(Runnable writing) {
    if (unwritten.get() >= CAPACITY) {
      return;
    }
    queue.add(writing);
    if (unwritten.getAndIncrement() == 0) {
      Thread thread = new Thread(null, this::writeAll, "ritmo-log", 0, false);
      thread.setContextClassLoader(LogThread.class.getClassLoader());
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void writeAll() {
    do {
      Runnable next = queue.remove();
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        // of the log itself: there is no other place to say so
      }
    } while (unwritten.decrementAndGet() > 0);
  }
}
