package dev.ritmo.runtime.internal.window;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.spi.Dimension;

/**
 * What a provider reports of one of its limits in an answer. Immutable.
 *
 * @param dimension what the limit counts
 * @param limit the amount allowed
 * @param remaining how much of it is left
 * @param resetNanos how long until all of it is available again
 */
public record Observation(Dimension dimension, long limit, long remaining, long resetNanos) {

  /** Whether the numbers can be true together. */
  public boolean isPlausible() {
    return limit >= 1
        && remaining >= 0
        && remaining <= limit
        && resetNanos >= 0
        && resetNanos <= Bounds.MAX_NANOS;
  }
}
