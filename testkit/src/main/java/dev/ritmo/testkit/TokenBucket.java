package dev.ritmo.testkit;

import java.time.Duration;

/**
 * Counts in fractions of a token, as many per token as a period has nanoseconds, so nothing is
 * rounded. A request is one token, or as many as it reserves.
 */
final class TokenBucket implements Policy, TokenPolicy {

  private final int limit;
  private final long token;
  private final long capacity;

  /** A debt is bounded, so that nothing overflows. */
  private final long lowest;

  private long level;
  private long last;

  TokenBucket(int limit, Duration period) {
    this.limit = Numbers.positive("limit", limit);
    this.token = Numbers.positiveNanos("period", period);
    if (token > Long.MAX_VALUE / limit) {
      throw new IllegalArgumentException(
          "limit times period must be at most 292 years, but was " + limit + " times " + period);
    }
    this.capacity = limit * token;
    this.lowest = Math.max(-capacity, capacity - Long.MAX_VALUE);
    this.level = capacity;
  }

  @Override
  public Verdict decide(long nanos) {
    return reserve(nanos, 1);
  }

  @Override
  public Verdict reserve(long nanos, int amount) {
    refill(nanos);
    boolean tooLarge = amount > limit;
    boolean admitted = amount == 0 || (!tooLarge && level >= amount * token);
    if (admitted) {
      level -= amount * token;
    }
    long missing = tooLarge ? 0 : amount * token - level;
    long retryAfter = missing <= 0 ? 0 : timeToGain(missing);
    int remaining = (int) Math.max(0, level / token);
    return new Verdict(admitted, limit, remaining, retryAfter, timeToGain(capacity - level));
  }

  @Override
  public void settle(long nanos, long reservedNanos, int reserved, int used) {
    refill(nanos);
    long debt = Math.min(used - (long) reserved, limit) * token;
    if (debt < 0) {
      gain(-debt);
    } else {
      level = level < lowest + debt ? lowest : level - debt;
    }
  }

  private void refill(long nanos) {
    long elapsed = Math.max(0, nanos - last);
    last = nanos;
    // two periods repay any debt and fill the bucket; in steps, so that no product overflows
    for (int i = 0; i < 2; i++) {
      long step = Math.min(elapsed, token);
      gain(step * limit);
      elapsed -= step;
    }
  }

  private void gain(long parts) {
    level = level > capacity - parts ? capacity : level + parts;
  }

  private long timeToGain(long parts) {
    return parts / limit + (parts % limit == 0 ? 0 : 1);
  }
}
