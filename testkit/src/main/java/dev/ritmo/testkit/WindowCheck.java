package dev.ritmo.testkit;

import java.time.Duration;
import java.util.Arrays;

/**
 * Finds the fullest window in a log of times: the largest count in any half-open window {@code [x,
 * x + period)}, wherever it starts. Immutable.
 *
 * @param largest the largest count; 0 for an empty log
 * @param start where the earliest such window starts: one of the times; 0 for an empty log
 */
public record WindowCheck(int largest, long start) {

  /**
   * Checks a log.
   *
   * @param nanos the times in nanoseconds, in any order; their origin is arbitrary and they may
   *     overflow, as those of {@link System#nanoTime} may, as long as they lie within 292 years
   * @param period the length of the window; positive
   * @throws IllegalArgumentException if the period is not positive
   */
  public static WindowCheck of(long[] nanos, Duration period) {
    long length = Numbers.positiveNanos("period", period);
    if (nanos.length == 0) {
      return new WindowCheck(0, 0);
    }
    long[] sorted = sinceFirst(nanos);
    int largest = 0;
    int best = 0;
    int from = 0;
    for (int to = 0; to < sorted.length; to++) {
      while (sorted[to] - sorted[from] >= length) {
        from++;
      }
      if (to - from + 1 > largest) {
        largest = to - from + 1;
        best = from;
      }
    }
    return new WindowCheck(largest, nanos[0] + sorted[best]);
  }

  /** Uses differences, which stay correct and ordered when the clock overflows. */
  private static long[] sinceFirst(long[] nanos) {
    return Arrays.stream(nanos).map(time -> time - nanos[0]).sorted().toArray();
  }
}
