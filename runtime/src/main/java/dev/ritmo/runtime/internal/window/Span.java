package dev.ritmo.runtime.internal.window;

/**
 * How long an admission counts: a period and a margin, so that jitter on the way cannot bring two
 * requests closer together than they were sent.
 */
final class Span {

  /** A time long before all others, whose end has always come. */
  static final long LONG_AGO = Long.MIN_VALUE / 4 * 3;

  private static final long LARGEST_FIRST_MARGIN = 50_000_000;
  private static final int SHARE = 20;
  private static final int LARGEST_MARGINS = 5;

  private final long period;
  private long margin;

  Span(long period) {
    this.period = period;
    this.margin = firstMargin(period);
  }

  /** A span of the same length now, which does not change with it. */
  Span(Span other) {
    period = other.period;
    margin = other.margin;
  }

  /** The margin that a period starts with: 50 ms, and at most a twentieth of the period. */
  static long firstMargin(long period) {
    return Math.min(LARGEST_FIRST_MARGIN, period / SHARE);
  }

  /** The largest margin that a period ever has. */
  static long largestMargin(long period) {
    return LARGEST_MARGINS * firstMargin(period);
  }

  long margin() {
    return margin;
  }

  void setMargin(long changed) {
    margin = changed;
  }

  /** How long anything can ever count. */
  long longest() {
    return period + largestMargin(period);
  }

  long length() {
    return period + margin;
  }

  /** When what counts from this time on counts no more. */
  long end(long from) {
    return from + period + margin;
  }
}
