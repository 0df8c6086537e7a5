package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The largest amount of one dimension in any window of one period, or the largest number of
 * concurrent calls. Immutable.
 *
 * @param dimension what is counted
 * @param amount the most in any window, or at any moment for {@link Dimension#SLOTS}; 1 to
 *     10<sup>15</sup>, and at most {@link Integer#MAX_VALUE} calls or slots
 * @param burst the most calls back to back, from 1 to {@code amount}, which are then the most in
 *     any {@code period * burst / amount}; equal to {@code amount} for other dimensions
 * @param period the length of the window, in {@code unit}; at least 1, and 0 for slots
 * @param unit the unit of {@code period}
 */
public record Limit(Dimension dimension, long amount, long burst, long period, TimeUnit unit) {

  /**
   * @throws IllegalArgumentException if a number is out of its bounds
   */
  public Limit {
    String counted = dimension == Dimension.SLOTS ? dimension.element() : dimension.plural();
    long most = dimension.most();
    require(Bounds.isPositive(amount), counted + " must be at least 1", amount);
    require(amount <= most, counted + " must be at most " + most, amount);
    require(Bounds.isPositive(burst), "burst must be at least 1", burst);
    require(
        Bounds.isBurst(burst, amount),
        "burst must be at most " + counted + " (" + amount + ")",
        burst);
    if (dimension == Dimension.SLOTS) {
      require(period == 0, "period of concurrent calls must be 0", period);
    } else {
      require(period >= 1, "period must be at least 1", period);
      long nanos = Durations.nanos("period", period, unit);
      require(
          dimension != Dimension.CALLS || Bounds.canBeToldApart(amount, nanos),
          "calls must be at most one per nanosecond of the period (" + nanos + ")",
          amount);
    }
    if (dimension != Dimension.CALLS) {
      require(burst == amount, "burst of " + counted + " must be " + amount, burst);
    }
  }

  /** At most this many calls in any window of {@code period} units. */
  public static Limit calls(int calls, long period, TimeUnit unit) {
    return new Limit(Dimension.CALLS, calls, calls, period, unit);
  }

  /**
   * At most this many tokens, of prompts and answers together, in any window of {@code period}
   * units.
   */
  public static Limit tokens(long tokens, long period, TimeUnit unit) {
    return new Limit(Dimension.TOKENS, tokens, tokens, period, unit);
  }

  /** At most this many tokens of prompts in any window of {@code period} units. */
  public static Limit inputTokens(long tokens, long period, TimeUnit unit) {
    return new Limit(Dimension.INPUT_TOKENS, tokens, tokens, period, unit);
  }

  /** At most this many tokens of answers in any window of {@code period} units. */
  public static Limit outputTokens(long tokens, long period, TimeUnit unit) {
    return new Limit(Dimension.OUTPUT_TOKENS, tokens, tokens, period, unit);
  }

  /** At most this many calls at the same time. */
  public static Limit concurrent(int calls) {
    return new Limit(Dimension.SLOTS, calls, calls, 0, TimeUnit.SECONDS);
  }

  /**
   * Returns this limit with calls spread over the period: at most this many in any {@code period *
   * burst / amount}.
   */
  public Limit burst(int calls) {
    return new Limit(dimension, amount, calls, period, unit);
  }

  /** Whether these limits are equivalent: the same amounts per the same time, in any unit. */
  public static boolean same(List<Limit> some, List<Limit> others) {
    boolean isSame = some.size() == others.size();
    for (int i = 0; isSame && i < some.size(); i++) {
      isSame = some.get(i).isSameAs(others.get(i));
    }
    return isSame;
  }

  private boolean isSameAs(Limit other) {
    return dimension == other.dimension
        && amount == other.amount
        && burst == other.burst
        && periodNanos() == other.periodNanos();
  }

  /** The length of the window in nanoseconds; 0 for slots. */
  public long periodNanos() {
    return unit.toNanos(period);
  }

  private static void require(boolean kept, String rule, long found) {
    if (!kept) {
      throw new IllegalArgumentException(rule + ", but was " + found);
    }
  }

  @Override
  public String toString() {
    if (dimension == Dimension.SLOTS) {
      return dimension.text(amount);
    }
    String perPeriod = dimension.text(amount) + " per " + ReadableDuration.period(period, unit);
    return burst == amount ? perPeriod : perPeriod + " in bursts of " + burst;
  }
}
