package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one limit was doing at one moment.
 *
 * @param limit the limit, as it was declared or overridden
 * @param effective what is kept: the limit, or a stricter one that rejections have shown to be
 *     enforced
 * @param used how much of the limit counted
 * @param margin by how much an amount counts longer than the period
 * @param inferred what rejections have shown, and since when; null if nothing
 */
public record LimitState(
    Limit limit, Limit effective, long used, Duration margin, @Nullable InferredLimit inferred) {

  /** Of a limit of which rejections have shown nothing. */
  public LimitState(Limit limit, Limit effective, long used, Duration margin) {
    this(limit, effective, used, margin, null);
  }

  /** Whether rejections have shown that less is allowed than the limit says. */
  public boolean isLowered() {
    return !effective.equals(limit);
  }
}
