package dev.ritmo.benchmarks.requests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that make calls at the same time. */
final class Callers {

  private Callers() {}

  /** Makes all calls with this many threads; returns the time from the start to the last end. */
  static Duration run(int threads, List<? extends Callable<?>> calls) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      for (Callable<?> call : calls) {
        running.add(pool.submit(call));
      }
      for (Future<?> one : running) {
        Object unused = one.get();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    } finally {
      pool.shutdown();
    }
  }
}
