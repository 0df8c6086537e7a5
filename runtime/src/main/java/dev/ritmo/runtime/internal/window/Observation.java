package dev.ritmo.runtime.internal.window;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;

/**
 * What a provider reports of one of its limits in an answer. Immutable.
 *
 * @param dimension what the limit counts
 * @param limit the amount allowed
 * @param remaining how much of it is left
 * @param resetNanos how long until all of it is available again
 * @param periodNanos the period of the limit; 0 if the provider does not state it
 */
public record Observation(
    Dimension dimension, long limit, long remaining, long resetNanos, long periodNanos) {

  /** Whether this declared limit may be the one that the provider means. */
  boolean isOf(Limit declared) {
    return dimension == declared.dimension()
        && limit == declared.amount()
        && (periodNanos == 0 || periodNanos == declared.periodNanos());
  }

  /** Whether the numbers can be true together. */
  public boolean isPlausible() {
    return limit >= 1
        && remaining >= 0
        && remaining <= limit
        && resetNanos >= 0
        && resetNanos <= Bounds.MAX_NANOS;
  }
}
