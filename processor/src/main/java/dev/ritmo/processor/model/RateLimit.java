package dev.ritmo.processor.model;

import java.util.concurrent.TimeUnit;

/**
 * A {@code @RateLimited} as it was written.
 *
 * @param maxWait meaningful only if it is written
 */
public record RateLimit(
    Place place,
    Setting<Integer> calls,
    Setting<Long> period,
    Setting<TimeUnit> unit,
    Setting<String> limiter,
    Setting<Long> maxWait) {

  /** {@code RateLimited.FOREVER}. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The name of the limiter: the one written, or that of the method or type. */
  public String limiterName() {
    return limiter.value().isEmpty() ? place.name() : limiter.value();
  }
}
