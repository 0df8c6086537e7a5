package dev.ritmo.runtime.internal.window;

/**
 * How long an admission counts: a period and a margin, so that jitter on the way cannot bring two
 * requests closer together than they were sent.
 *
 * <p>The first requests after a pause of {@value #IDLE} ns and more travel over connections that
 * are only being set up, and arrive later than the margin allows for. They count a little longer.
 */
final class Span {

  /** A time long before all others, whose end has always come. */
  static final long LONG_AGO = Long.MIN_VALUE / 4 * 3;

  static final long LARGEST_MARGIN = 50_000_000;
  static final long LARGEST_SETUP = 250_000_000;
  private static final long IDLE = 30_000_000_000L;
  private static final int SHARE = 20;
  private static final long SECOND = 1_000_000_000;

  private final long period;
  private final long setup;
  private long margin;
  private long newest = LONG_AGO;
  private long setupEnd = LONG_AGO;

  /**
   * @param margin the first margin
   * @param setup how much longer the first requests count
   */
  Span(long period, long margin, long setup) {
    this.period = period;
    this.margin = margin;
    this.setup = setup;
  }

  Span(Span other) {
    period = other.period;
    setup = other.setup;
    margin = other.margin;
    newest = other.newest;
    setupEnd = other.setupEnd;
  }

  /** The margin that a period starts with: 50 ms, and at most a twentieth of the period. */
  static long margin(long period) {
    return Math.min(LARGEST_MARGIN, period / SHARE);
  }

  /**
   * How much longer first requests count: 250 ms, and at most a twentieth of what the period has
   * beyond a second; shorter ones would lose too much.
   */
  static long setup(long period) {
    return Math.min(LARGEST_SETUP, Math.max(0, period - SECOND) / SHARE);
  }

  long period() {
    return period;
  }

  long margin() {
    return margin;
  }

  void setMargin(long changed) {
    margin = changed;
  }

  /** How long anything can ever count. */
  long longest() {
    return period + Learning.largestMargin(period) + setup;
  }

  /** How long all but the first requests count. */
  long length() {
    return period + margin;
  }

  /** When an admission of this time counts no more. */
  long end(long time) {
    long end = time + period + margin;
    return time <= setupEnd ? end + setup : end;
  }

  /** Whether of several admissions, from the oldest to the newest, the newest counts longest. */
  boolean isUniform(long oldest, long newest) {
    return newest <= setupEnd || setupEnd < oldest;
  }

  /** Notes an admission, in the order of time. */
  void admitted(long now) {
    if (now - newest > IDLE) {
      setupEnd = now + setup;
    }
    newest = now;
  }
}
