package dev.ritmo.benchmarks.common;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How late the machine wakes a thread that parks for 5 ms: the noise in everything else. */
public final class Lateness {

  private static final long PARK = TimeUnit.MILLISECONDS.toNanos(5);

  private final List<Long> samples = new ArrayList<>();
  private final Thread thread = new Thread(this::sample, "lateness");
  private volatile boolean stopped;

  private Lateness() {}

  /** Starts to measure. */
  public static Lateness measure() {
    Lateness lateness = new Lateness();
    lateness.thread.setDaemon(true);
    lateness.thread.start();
    return lateness;
  }

  private void sample() {
    while (!stopped) {
      long begin = System.nanoTime();
      LockSupport.parkNanos(PARK);
      samples.add(System.nanoTime() - begin - PARK);
    }
  }

  /** Ends it, and says what has come out. */
  public Percentiles stop() throws InterruptedException {
    stopped = true;
    thread.join();
    long[] sorted = samples.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Percentiles(Sorted.share(sorted, 0.5), Sorted.share(sorted, 0.99));
  }

  /** In nanoseconds. */
  public record Percentiles(long median, long p99) {

    /** A line for people. */
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "a park of 5 ms meanwhile: late by %.2f ms, p99 %.2f ms",
          median / 1e6,
          p99 / 1e6);
    }
  }
}
