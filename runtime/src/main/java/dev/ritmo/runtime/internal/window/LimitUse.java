package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What a limit is doing at one moment.
 *
 * @param declared the limit
 * @param inferred what is kept beside it because of rejections; null if nothing
 * @param used how much counts
 * @param margin by which a window is kept longer than its period, in nanoseconds
 */
public record LimitUse(
    Limit declared, Inference.@Nullable Inferred inferred, long used, long margin) {

  /** The limit in force. */
  public Limit inForce() {
    return inferred == null ? declared : inferred.limit();
  }
}
