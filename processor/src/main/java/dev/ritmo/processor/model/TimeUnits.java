package dev.ritmo.processor.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Chooses units for durations. */
public final class TimeUnits {

  /** All units, days first. */
  public static final List<TimeUnit> COARSEST_FIRST =
      List.of(
          TimeUnit.DAYS,
          TimeUnit.HOURS,
          TimeUnit.MINUTES,
          TimeUnit.SECONDS,
          TimeUnit.MILLISECONDS,
          TimeUnit.MICROSECONDS,
          TimeUnit.NANOSECONDS);

  private TimeUnits() {}

  /** The coarsest unit in which each of these lengths is a whole number. */
  public static TimeUnit coarsest(long... nanos) {
    return COARSEST_FIRST.stream()
        .filter(unit -> isExact(unit, nanos))
        .findFirst()
        .orElse(TimeUnit.NANOSECONDS);
  }

  /** Whether each of these lengths is a whole number in this unit. */
  public static boolean isExact(TimeUnit unit, long... nanos) {
    return LongStream.of(nanos).allMatch(length -> length % unit.toNanos(1) == 0);
  }
}
