package dev.ritmo.testkit;

import java.time.Duration;

/**
 * Counts in fractions of a token, as many per token as a period has nanoseconds, so nothing is
 * rounded.
 */
final class TokenBucket implements Policy {

  private final int limit;
  private final long token;
  private final long capacity;
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
    this.level = capacity;
  }

  @Override
  public Verdict decide(long nanos) {
    // a full period fills the bucket, so bound the time to avoid an overflow of the product
    long refilled = Math.max(0, Math.min(nanos - last, token)) * limit;
    level += Math.min(refilled, capacity - level);
    last = nanos;
    boolean admitted = level >= token;
    if (admitted) {
      level -= token;
    }
    long retryAfter = level >= token ? 0 : timeToGain(token - level);
    return new Verdict(
        admitted, limit, (int) (level / token), retryAfter, timeToGain(capacity - level));
  }

  private long timeToGain(long parts) {
    return parts / limit + (parts % limit == 0 ? 0 : 1);
  }
}
