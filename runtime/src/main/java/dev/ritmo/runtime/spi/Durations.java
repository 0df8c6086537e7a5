package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import java.util.concurrent.TimeUnit;

/** Durations as the settings take and print them. */
final class Durations {

  private static final TimeUnit[] LARGEST_FIRST = {
    TimeUnit.DAYS,
    TimeUnit.HOURS,
    TimeUnit.MINUTES,
    TimeUnit.SECONDS,
    TimeUnit.MILLISECONDS,
    TimeUnit.MICROSECONDS
  };
  private static final String[] SYMBOLS = {"d", "h", "min", "s", "ms", "us"};

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

  /** Writes the duration in the largest unit that divides it, minutes at most up to an hour. */
  static String text(long nanos) {
    for (int i = 0; i < LARGEST_FIRST.length; i++) {
      long one = LARGEST_FIRST[i].toNanos(1);
      if (nanos >= one && nanos % one == 0) {
        return nanos / one + " " + SYMBOLS[i];
      }
    }
    return nanos + " ns";
  }
}
