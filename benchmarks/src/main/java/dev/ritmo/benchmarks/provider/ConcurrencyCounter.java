package dev.ritmo.benchmarks.provider;

import java.util.concurrent.TimeUnit;

/** At most so many requests at a time. */
final class ConcurrencyCounter implements Counter {

  /** Nobody knows when one will end. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(10);

  private final int most;
  private int limit;
  private int running;

  ConcurrencyCounter(int most) {
    this.most = most;
    this.limit = most;
  }

  @Override
  public long refusal(long now, long amount) {
    return running < limit ? 0 : SOON;
  }

  @Override
  public void count(long now, long amount) {
    running++;
  }

  @Override
  public void complete() {
    running--;
  }

  @Override
  public void scale(double share) {
    limit = Math.max(1, (int) Math.round(most * share));
  }
}
