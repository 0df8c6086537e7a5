package dev.ritmo.benchmarks.provider;

/** At most so many requests in any half-open window of a period. */
final class SlidingCounter implements Counter {

  private final int most;
  private final long period;
  private final long[] times;
  private int first;
  private int used;
  private int limit;

  SlidingCounter(int most, long period) {
    this.most = most;
    this.period = period;
    this.times = new long[most];
    this.limit = most;
  }

  @Override
  public long refusal(long now, long amount) {
    while (used > 0 && now - times[first] >= period) {
      drop();
    }
    int beyond = used + 1 - limit;
    return beyond <= 0 ? 0 : times[(first + beyond - 1) % most] + period - now;
  }

  /** Where what was rejected counts too, only the last ones matter. */
  @Override
  public void count(long now, long amount) {
    if (used == most) {
      drop();
    }
    times[(first + used++) % most] = now;
  }

  private void drop() {
    first = (first + 1) % most;
    used--;
  }

  @Override
  public void scale(double share) {
    limit = Math.max(1, (int) Math.round(most * share));
  }
}
