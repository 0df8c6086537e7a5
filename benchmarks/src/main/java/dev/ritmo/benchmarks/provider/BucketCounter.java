package dev.ritmo.benchmarks.provider;

/** A bucket that starts full and is refilled evenly. */
final class BucketCounter implements Counter {

  private final double most;
  private final double perNano;
  private double share = 1;
  private double level;
  private long last;

  BucketCounter(long most, long period) {
    this.most = most;
    this.perNano = (double) most / period;
    this.level = most;
  }

  @Override
  public long refusal(long now, long amount) {
    level = Math.min(most * share, level + (now - last) * perNano * share);
    last = now;
    double missing = amount - level;
    return missing <= 0 ? 0 : 1 + (long) (missing / (perNano * share));
  }

  @Override
  public void count(long now, long amount) {
    level = Math.max(0, level - amount);
  }

  @Override
  public void scale(double newShare) {
    share = Math.max(1 / most, newShare);
  }
}
