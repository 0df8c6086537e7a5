package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.Inference.Inferred;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is kept because of rejections, as people are shown it. */
final class Findings {

  private Findings() {}

  static Inferred of(Cap cap, ObservedWindow window) {
    Limit limit = limit(window.limit, cap.amount(), window.length);
    return new Inferred(limit, cap.since, cap.evidence, cap.latestRejection());
  }

  static Inferred of(Slices slices) {
    Limit limit = limit(slices.window.limit, slices.amount, slices.length);
    return new Inferred(limit, slices.since, slices.evidence, slices.latestRejection());
  }

  private static Limit limit(Limit declared, long amount, long length) {
    TimeUnit unit = largestUnit(length);
    long period = unit.convert(length, TimeUnit.NANOSECONDS);
    return new Limit(declared.dimension(), amount, amount, period, unit);
  }

  /** The largest unit, for people, of which the length is a whole number. */
  private static TimeUnit largestUnit(long length) {
    for (TimeUnit unit : List.of(TimeUnit.SECONDS, TimeUnit.MILLISECONDS, TimeUnit.MICROSECONDS)) {
      if (length % unit.toNanos(1) == 0) {
        return unit;
      }
    }
    return TimeUnit.NANOSECONDS;
  }
}
