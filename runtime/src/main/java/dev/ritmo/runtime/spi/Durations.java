package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** Converts the durations of settings. */
final class Durations {

  private Durations() {}

  static long nanos(String what, long duration, TimeUnit unit) {
    if (!Bounds.isNotNegative(duration)) {
      throw new IllegalArgumentException(what + " must not be negative, but was " + duration);
    }
    if (!Bounds.fits(duration, unit)) {
      throw new IllegalArgumentException(
          what + " must be at most 146 years, but was " + duration + " " + unit);
    }
    return unit.toNanos(duration);
  }
}
