package dev.ritmo.benchmarks.drain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The threads of one client, each of which makes one call after the other. */
final class Batch {

  private final Caller caller;
  private final Journal journal;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  Batch(Caller caller, Journal journal) {
    this.caller = caller;
    this.journal = journal;
  }

  /** Starts the threads, which wait for the signal. */
  void start(int count, String name, CountDownLatch go) {
    for (int i = 0; i < count; i++) {
      int number = i;
      Thread thread = new Thread(() -> work(number, go), name + "-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Waits until all is done, or until this {@link System#nanoTime}. */
  void await(long deadline) throws InterruptedException {
    for (Thread thread : threads) {
      TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
    }
  }

  /** Ends the threads; one that cannot be interrupted ends later, without any effect. */
  void stop() {
    stopped = true;
    threads.forEach(Thread::interrupt);
  }

  private void work(int thread, CountDownLatch go) {
    try {
      go.await();
    } catch (InterruptedException e) {
      return;
    }
    for (int call = journal.take(thread); call >= 0 && !stopped; call = journal.take(thread)) {
      try {
        caller.call(call);
      } catch (Exception e) {
        journal.failed();
      }
    }
  }
}
