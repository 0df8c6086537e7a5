package dev.ritmo.runtime.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * What a provider has answered instead of doing its work, and which of it is one event: the answers
 * to requests that had left before the first of them came back. Not thread-safe: guarded by its
 * limiter.
 */
final class Setbacks {

  /** Nothing follows from an event. */
  static final long NOTHING = -1;

  /** The longest time between two events of one row. */
  private static final long MEMORY = 60_000_000_000L;

  private final Tally tally;

  private long eventBegan = NOTHING;
  private long longestStated = NOTHING;

  private long lastOfRow = NOTHING;
  private int row;
  private long admittedThen;
  private long failedThen;

  Setbacks(Tally tally) {
    this.tally = tally;
  }

  static Setbacks of(@Nullable Setbacks before, Tally tally) {
    return before == null ? new Setbacks(tally) : before;
  }

  /**
   * The provider has stated how long to wait. The others of its event change nothing, however late
   * they come, unless they state more.
   *
   * @param departed when the request left
   * @return the time until which everybody is to wait because of this; {@link #NOTHING} if it
   *     follows from the event already
   */
  long stated(long now, long departed, long stated) {
    if (departed > eventBegan) {
      eventBegan = now;
      longestStated = NOTHING;
    }
    if (stated <= longestStated) {
      return NOTHING;
    }
    tally.pauses += longestStated <= 0 && stated > 0 ? 1 : 0;
    longestStated = stated;
    return Timeline.after(now, stated);
  }

  /**
   * The provider has not stated how long to wait.
   *
   * @param departed when the request left
   * @return how many events there have been in a row, with this one: less than a minute apart, and
   *     with more calls that failed than others in between; 0 if this is of the last event
   */
  int unstated(long now, long departed) {
    if (departed <= lastOfRow) {
      return 0;
    }
    long failed = tally.failed - failedThen;
    long others = tally.admitted - admittedThen - failed;
    boolean follows = row > 0 && now - lastOfRow <= MEMORY && failed > others;
    row = follows ? row + 1 : 1;
    lastOfRow = now;
    admittedThen = tally.admitted;
    failedThen = tally.failed;
    return row;
  }
}
