package dev.ritmo.runtime.internal.limiter.feedback;

/**
 * Which failures belong to one event at the provider: the answers to requests that had left before
 * the first of them came back. Not thread-safe: guarded by the limiter.
 */
public final class ProviderEvents {

  /** No pause follows from a failure. */
  public static final long NO_PAUSE = -1;

  private static final long NEVER = -1;

  /** The longest time between two consecutive events. */
  private static final long MEMORY = 60_000_000_000L;

  private final Counters counters;

  private long eventBegan = NEVER;
  private long longestStated = NEVER;

  private long lastUnstated = NEVER;
  private int inARow;
  private long sentThen;
  private long failedThen;

  /** No event has been seen yet. */
  public ProviderEvents(Counters counters) {
    this.counters = counters;
  }

  /**
   * The provider has stated how long to wait. Other answers of the same event change nothing,
   * however late they come, unless they state more.
   *
   * @param left when the request left
   * @return how long all calls have to wait because of this; {@link #NO_PAUSE} if that follows from
   *     the event already
   */
  public long stated(long now, long left, long stated) {
    if (left > eventBegan) {
      eventBegan = now;
      longestStated = NEVER;
    }
    if (stated <= longestStated) {
      return NO_PAUSE;
    }
    if (longestStated <= 0 && stated > 0) {
      counters.pause();
    }
    longestStated = stated;
    return stated;
  }

  /**
   * The provider has not stated how long to wait.
   *
   * @param left when the request left
   * @return how many consecutive events there have been, including this one: less than a minute
   *     apart, with more failed calls than others in between; 0 if this is part of the last event
   */
  public int unstated(long now, long left) {
    if (left <= lastUnstated) {
      return 0;
    }
    long failed = counters.failed() - failedThen;
    long others = counters.sent() - sentThen - failed;
    boolean follows = inARow > 0 && now - lastUnstated <= MEMORY && failed > others;
    inARow = follows ? inARow + 1 : 1;
    lastUnstated = now;
    sentThen = counters.sent();
    failedThen = counters.failed();
    return inARow;
  }
}
