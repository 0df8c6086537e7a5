package dev.ritmo.processor.model;

import java.util.concurrent.TimeUnit;

/**
 * The largest amount of one dimension in any window of one period, or the largest number of
 * concurrent calls.
 *
 * @param burst the most calls back to back; for other dimensions it is {@code amount}
 * @param period 0 for concurrent calls, which have none
 */
public record Amount(Dimension dimension, long amount, long burst, long period, TimeUnit unit) {

  /** At most this much per period, with the whole amount as burst. */
  public static Amount perPeriod(Dimension dimension, long amount, long period, TimeUnit unit) {
    return new Amount(dimension, amount, amount, period, unit);
  }

  /** At most this many concurrent calls. */
  public static Amount atOnce(long calls) {
    return new Amount(Dimension.CONCURRENT, calls, calls, 0, TimeUnit.SECONDS);
  }

  /** The length of the window. */
  public long periodNanos() {
    return unit.toNanos(period);
  }

  /** The most that this limit admits in any window of this many nanoseconds. */
  public long mostIn(long windowNanos) {
    if (!dimension.isPerPeriod()) {
      return amount;
    }
    long inPeriods = times(amount, windows(windowNanos, periodNanos()));
    if (burst == amount) {
      return inPeriods;
    }
    return Math.min(inPeriods, times(burst, windows(windowNanos, burstNanos())));
  }

  /** Whether this limit implies the other one; both have a period. */
  public boolean keeps(Amount other) {
    return mostIn(other.periodNanos()) <= other.amount && mostIn(other.burstNanos()) <= other.burst;
  }

  /** The time in which at most one burst is admitted, rounded up as in the runtime. */
  private long burstNanos() {
    long whole = periodNanos() / amount * burst;
    long rest = periodNanos() % amount * burst;
    return whole + windows(rest, amount);
  }

  /** The number of windows that cover a longer one. */
  private static long windows(long longer, long length) {
    return longer / length + (longer % length == 0 ? 0 : 1);
  }

  private static long times(long amount, long count) {
    boolean overflows = amount > Long.MAX_VALUE / Math.max(1, count);
    return overflows ? Long.MAX_VALUE : amount * count;
  }

  /** The same in the coarsest exact unit, so that equivalent limits become equal. */
  public Amount inCoarsestUnit() {
    long nanos = periodNanos();
    TimeUnit coarsest = TimeUnits.coarsest(nanos);
    return new Amount(
        dimension, amount, burst, coarsest.convert(nanos, TimeUnit.NANOSECONDS), coarsest);
  }

  /** What is counted, without the amount: {@code calls in 60 SECONDS}. */
  public String counted() {
    return dimension.isPerPeriod()
        ? dimension.element() + " in " + period + " " + unit
        : dimension.element();
  }

  /** As written by users: {@code calls = 10, burst = 2, period = 60 SECONDS}. */
  public String shown() {
    String shown = dimension.element() + " = " + amount;
    if (!dimension.isPerPeriod()) {
      return shown;
    }
    return shown
        + (burst == amount ? "" : ", burst = " + burst)
        + ", period = "
        + period
        + " "
        + unit;
  }
}
