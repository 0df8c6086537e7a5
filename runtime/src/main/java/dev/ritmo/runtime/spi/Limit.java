package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * So many calls in any window of one period.
 *
 * @param calls the most calls in any window; at least 1
 * @param period the length of the window, in {@code unit}; at least 1
 * @param unit the unit of {@code period}
 */
public record Limit(int calls, long period, TimeUnit unit) {

  /**
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public Limit {
    if (!Bounds.isPositive(calls)) {
      throw new IllegalArgumentException("calls must be at least 1, but was " + calls);
    }
    if (!Bounds.isPositive(period)) {
      throw new IllegalArgumentException("period must be at least 1, but was " + period);
    }
    Durations.nanos("period", period, unit);
  }

  /** So many calls in any window of {@code period} units. */
  public static Limit calls(int calls, long period, TimeUnit unit) {
    return new Limit(calls, period, unit);
  }

  /** Whether these limits are as good as equal: the same calls per the same time, in any unit. */
  public static boolean same(List<Limit> some, List<Limit> others) {
    return inNanos(some).equals(inNanos(others));
  }

  private static List<Limit> inNanos(List<Limit> limits) {
    return limits.stream()
        .map(limit -> new Limit(limit.calls, limit.periodNanos(), TimeUnit.NANOSECONDS))
        .toList();
  }

  /** The length of the window in nanoseconds. */
  public long periodNanos() {
    return unit.toNanos(period);
  }

  @Override
  public String toString() {
    return calls + (calls == 1 ? " call per " : " calls per ") + Durations.text(period, unit);
  }
}
