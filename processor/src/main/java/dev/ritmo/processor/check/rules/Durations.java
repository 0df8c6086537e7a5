package dev.ritmo.processor.check.rules;

import dev.ritmo.processor.model.TimeUnits;
import java.util.concurrent.TimeUnit;

/** Formats computed durations as users would write them. */
final class Durations {

  private static final long PRECISE_ENOUGH = 100;

  private Durations() {}

  /** In the coarsest unit that is exact, or exact to a hundredth, rounded up. */
  static String shown(long nanos) {
    for (TimeUnit unit : TimeUnits.COARSEST_FIRST) {
      long one = unit.toNanos(1);
      long whole = nanos / one;
      boolean exact = nanos % one == 0;
      if (whole >= PRECISE_ENOUGH || (whole > 0 && exact)) {
        return (exact ? whole : whole + 1) + " " + unit;
      }
    }
    return nanos + " " + TimeUnit.NANOSECONDS;
  }
}
