package dev.ritmo.rules;

import java.util.concurrent.TimeUnit;

/** The bounds of all numbers, whether from annotations, programs or configuration. */
public final class Bounds {

  /**
   * The longest duration, in nanoseconds: 146 years, so that the sum of two still fits into a
   * {@code long} and points in time stay comparable.
   */
  public static final long MAX_NANOS = Long.MAX_VALUE / 2;

  /** The largest amount of tokens in a window, so that sums of amounts do not overflow. */
  public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  /** The fewest tokens that a call needs: one of the prompt and one of the answer. */
  public static final long LEAST_TOKENS = 2;

  private Bounds() {}

  /** Whether this number of calls or attempts is allowed. */
  public static boolean isPositive(long count) {
    return count >= 1;
  }

  /** Whether this burst is allowed for this number of calls per period. */
  public static boolean isBurst(long burst, long calls) {
    return isPositive(burst) && burst <= calls;
  }

  /** Whether this number of tokens is allowed. */
  public static boolean isAmount(long tokens) {
    return tokens <= MAX_AMOUNT;
  }

  /**
   * Whether this many calls in this time are at least a nanosecond apart, the resolution of the
   * clock.
   */
  public static boolean canBeToldApart(long calls, long periodNanos) {
    return calls <= periodNanos;
  }

  /** Whether the duration is not negative. */
  public static boolean isNotNegative(long duration) {
    return duration >= 0;
  }

  /** Whether the duration can be counted in nanoseconds. */
  public static boolean fits(long duration, TimeUnit unit) {
    return duration <= unit.convert(MAX_NANOS, TimeUnit.NANOSECONDS);
  }

  /** Whether this factor does not shrink the back-off. */
  public static boolean isMultiplier(double multiplier) {
    return multiplier >= 1 && multiplier < Double.POSITIVE_INFINITY;
  }

  /** Whether the number is a share, from 0 to 1. */
  public static boolean isShare(double jitter) {
    return jitter >= 0 && jitter <= 1;
  }
}
