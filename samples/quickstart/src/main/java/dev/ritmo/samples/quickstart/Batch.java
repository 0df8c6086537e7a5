package dev.ritmo.samples.quickstart;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A number of requests, sent by threads that each take the next one. */
final class Batch {

  private final UnaryOperator<String> method;
  private final int requests;
  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final CountDownLatch open;
  private final long start = System.nanoTime();
  private volatile long end;

  private Batch(UnaryOperator<String> method, int requests) {
    this.method = method;
    this.requests = requests;
    this.open = new CountDownLatch(requests);
  }

  static Batch start(UnaryOperator<String> method, int requests, int threads) {
    Batch batch = new Batch(method, requests);
    for (int i = 0; i < Math.min(threads, requests); i++) {
      Thread thread = new Thread(batch::work, "batch-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return batch;
  }

  private void work() {
    for (int number = taken.incrementAndGet();
        number <= requests;
        number = taken.incrementAndGet()) {
      try {
        method.apply("Please summarize chapter " + number + ".");
      } catch (RuntimeException e) {
        failed.incrementAndGet();
      } finally {
        end = System.nanoTime();
        open.countDown();
      }
    }
  }

  /** Waits until all is done, for at most that long. */
  boolean await(Duration longest) throws InterruptedException {
    return open.await(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  int done() {
    return requests - (int) open.getCount();
  }

  int failed() {
    return failed.get();
  }

  /** From the start to the end, or to now. */
  Duration time() {
    long until = open.getCount() == 0 ? end : System.nanoTime();
    return Duration.ofNanos(until - start);
  }
}
