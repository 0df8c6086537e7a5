package dev.ritmo.rules;

import java.util.concurrent.TimeUnit;

/** The bounds that every number keeps, wherever it comes from. */
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

  /** Whether so many calls, or attempts, can be allowed. */
  public static boolean isPositive(long count) {
    return count >= 1;
  }

  /** Whether so many calls can go back to back, of so many that can go in a period. */
  public static boolean isBurst(long burst, long calls) {
    return isPositive(burst) && burst <= calls;
  }

  /** Whether so many tokens can be counted. */
  public static boolean isAmount(long tokens) {
    return tokens <= MAX_AMOUNT;
  }

  /** Whether the clock, which counts nanoseconds, can tell so many calls apart in this time. */
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

  /** Whether the back-off grows, or at least does not shrink, by this factor. */
  public static boolean isMultiplier(double multiplier) {
    return multiplier >= 1 && multiplier < Double.POSITIVE_INFINITY;
  }

  /** Whether the number is a share, from 0 to 1. */
  public static boolean isShare(double jitter) {
    return jitter >= 0 && jitter <= 1;
  }
}
