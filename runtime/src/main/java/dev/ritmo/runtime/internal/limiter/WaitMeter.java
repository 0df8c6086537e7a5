package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import org.jspecify.annotations.Nullable;

/**
 * One wait of a call: since when, and for what. Guarded by the limiter; once it has ended nothing
 * changes any more, and the call that has waited may read it.
 */
final class WaitMeter {

  private final long since;
  private final WaitCause cause;

  /** While it lasts and is due, less what had passed in the lane when it became due. */
  private final WaitTimes times = new WaitTimes();

  private @Nullable Limit limit;
  private boolean isDue;
  private boolean hasEnded;
  private long length;

  /**
   * A wait that begins; it is not due.
   *
   * @param cause why it begins
   * @param limit the limit in the way; null if there is none
   */
  WaitMeter(long since, WaitCause cause, @Nullable Limit limit) {
    this.since = since;
    this.cause = cause;
    this.limit = limit;
  }

  /** When it began. */
  long since() {
    return since;
  }

  /** Why it began. */
  WaitCause cause() {
    return cause;
  }

  /** The limit in the way when it began, or once it has ended for what it waited longest. */
  @Nullable Limit limit() {
    return limit;
  }

  /**
   * The call does not back off any longer.
   *
   * @param passed what due calls of the lane have waited for until now
   */
  void due(long now, WaitTimes passed) {
    times.add(WaitCause.BACKOFF, now - since);
    times.subtract(passed);
    isDue = true;
  }

  /** The wait is over; {@code passed} as for {@link #due}. */
  void end(long now, WaitTimes passed) {
    addUntil(now, passed, times);
    length = now - since;
    hasEnded = true;
  }

  /** The limit that it has waited for longest; null if there is none. */
  void attribute(@Nullable Limit inTheWay) {
    limit = inTheWay;
  }

  /** What it has waited for until now; {@code passed} as for {@link #due}. */
  WaitTimes until(long now, WaitTimes passed) {
    WaitTimes sum = times.copy();
    if (!hasEnded) {
      addUntil(now, passed, sum);
    }
    return sum;
  }

  private void addUntil(long now, WaitTimes passed, WaitTimes sum) {
    if (isDue) {
      sum.add(passed);
    } else {
      sum.add(WaitCause.BACKOFF, now - since);
    }
  }

  /** What it has waited for, once it has ended. */
  WaitTimes times() {
    return times;
  }

  /** How long it was in nanoseconds, once it has ended. */
  long length() {
    return length;
  }
}
