package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;

/**
 * What one limit was doing at one moment.
 *
 * @param limit the limit, as it was declared or overridden
 * @param effective what is kept: the limit, or a stricter one that rejections have shown to be
 *     enforced
 * @param used how much of the limit counted
 * @param margin by how much an amount counts longer than the period
 */
public record LimitState(Limit limit, Limit effective, long used, Duration margin) {

  /** Whether rejections have shown that less is allowed than the limit says. */
  public boolean isLowered() {
    return !effective.equals(limit);
  }
}
