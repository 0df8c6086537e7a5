package dev.ritmo.benchmarks.provider;

/** A count that starts anew with each window. */
final class FixedCounter implements Counter {

  private final int most;
  private final long period;
  private final long phase;
  private long window = Long.MIN_VALUE;
  private long used;
  private long limit;

  FixedCounter(int most, long period, long phase) {
    this.most = most;
    this.period = period;
    this.phase = phase;
    this.limit = most;
  }

  @Override
  public long refusal(long now, long amount) {
    long current = Math.floorDiv(now - phase, period);
    if (current != window) {
      window = current;
      used = 0;
    }
    return used + amount <= limit ? 0 : period - Math.floorMod(now - phase, period);
  }

  @Override
  public void count(long now, long amount) {
    used += amount;
  }

  @Override
  public void scale(double share) {
    limit = Math.max(1, Math.round(most * share));
  }
}
