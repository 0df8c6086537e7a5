package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one limit was doing at one moment.
 *
 * @param limit the limit, as it was declared or overridden
 * @param effective what is kept: the limit, or a stricter one that was inferred from rejections and
 *     is kept beside it, for as long as there is evidence for it
 * @param used how much of the limit counted
 * @param margin by how much an amount counts longer than the period; rejections may widen it for a
 *     while
 * @param inferred what rejections have shown, and since when; null if nothing
 */
public record LimitState(
    Limit limit, Limit effective, long used, Duration margin, @Nullable InferredLimit inferred) {

  /** Of a limit of which rejections have shown nothing. */
  public LimitState(Limit limit, Limit effective, long used, Duration margin) {
    this(limit, effective, used, margin, null);
  }

  /** Whether less is kept than the limit says, because of rejections. */
  public boolean isLowered() {
    return !effective.equals(limit);
  }
}
