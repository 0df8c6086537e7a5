package dev.ritmo.processor.model;

import java.util.concurrent.TimeUnit;

/**
 * A {@code @RateLimited} as it was written.
 *
 * @param calls meaningful only if it is written
 * @param burst meaningful only if it is written
 * @param concurrent meaningful only if it is written
 * @param maxWait meaningful only if it is written
 */
public record RateLimit(
    Place place,
    Setting<Integer> calls,
    Setting<Integer> burst,
    Setting<Integer> concurrent,
    Setting<Long> period,
    Setting<TimeUnit> unit,
    Setting<String> limiter,
    Setting<Long> maxWait) {

  /** {@code RateLimited.FOREVER}. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The calls that can go back to back: all of them unless it is written. */
  public int callsBackToBack() {
    return burst.isWritten() ? burst.value() : calls.value();
  }

  /** Whether it names its limiter; the empty name is the default. */
  public boolean isNamed() {
    return !limiter.value().isEmpty();
  }
}
