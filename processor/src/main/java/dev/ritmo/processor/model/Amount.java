package dev.ritmo.processor.model;

import java.util.concurrent.TimeUnit;

/**
 * So much of one dimension in any window of one period, or so many calls at the same time.
 *
 * @param burst the most calls back to back; for other dimensions it is {@code amount}
 * @param period 0 for calls at the same time, which have none
 */
public record Amount(Dimension dimension, long amount, long burst, long period, TimeUnit unit) {

  /** So much per period, all of it at once if need be. */
  public static Amount perPeriod(Dimension dimension, long amount, long period, TimeUnit unit) {
    return new Amount(dimension, amount, amount, period, unit);
  }

  /** So many calls at the same time. */
  public static Amount atOnce(long calls) {
    return new Amount(Dimension.CONCURRENT, calls, calls, 0, TimeUnit.SECONDS);
  }

  /** The length of the window. */
  public long periodNanos() {
    return unit.toNanos(period);
  }

  /** The most that this limit lets pass in any window of so many nanoseconds. */
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

  /** Whether keeping this limit always keeps the other one; both have a period. */
  public boolean keeps(Amount other) {
    return mostIn(other.periodNanos()) <= other.amount && mostIn(other.burstNanos()) <= other.burst;
  }

  /** The time in which at most one burst is admitted, rounded up, as the runtime has it. */
  private long burstNanos() {
    long whole = periodNanos() / amount * burst;
    long rest = periodNanos() % amount * burst;
    return whole + windows(rest, amount);
  }

  /** How many windows it takes to cover a longer one. */
  private static long windows(long longer, long length) {
    return longer / length + (longer % length == 0 ? 0 : 1);
  }

  private static long times(long amount, long count) {
    boolean overflows = amount > Long.MAX_VALUE / Math.max(1, count);
    return overflows ? Long.MAX_VALUE : amount * count;
  }

  /** The same in the coarsest unit that can say it: as good as equal becomes equal. */
  public Amount inCoarsestUnit() {
    long nanos = periodNanos();
    TimeUnit coarsest = TimeUnits.coarsest(nanos);
    return new Amount(
        dimension, amount, burst, coarsest.convert(nanos, TimeUnit.NANOSECONDS), coarsest);
  }

  /** What is counted, without how much: {@code calls in 60 SECONDS}. */
  public String counted() {
    return dimension.isPerPeriod()
        ? dimension.element() + " in " + period + " " + unit
        : dimension.element();
  }

  /** As users write it: {@code calls = 10, burst = 2, period = 60 SECONDS}. */
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
