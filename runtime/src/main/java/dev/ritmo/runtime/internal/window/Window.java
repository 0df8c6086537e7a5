package dev.ritmo.runtime.internal.window;

/**
 * The amounts admitted that still count against one limit. Not thread-safe. Times never decrease
 * from one change to the next; questions may be about any later time, but for {@link #hasRoom}, and
 * change nothing.
 */
sealed interface Window permits CallRing, AmountLog {

  /** The most that a window keeps apart; more is counted coarser. */
  int EXACT = 1024;

  /** An empty window for calls, which are many small amounts. */
  static Window ofCalls(long limit, Span span) {
    return limit <= EXACT ? new CallRing((int) limit, span) : new AmountLog(limit, span);
  }

  Window copy();

  /**
   * The earliest time, not before {@code now}, at which so much more keeps the limit. What is
   * larger than the limit fits when nothing else counts.
   */
  long earliest(long now, long amount);

  /** Whether so much more keeps the limit now, which nothing larger than the limit does. */
  boolean hasRoom(long now, long amount);

  /** Counts an amount from now on. */
  void admit(long now, long amount);

  /**
   * Stops counting a part of what was admitted at that time, if it still counts.
   *
   * @return how much it has stopped counting
   */
  long giveBack(long now, long time, long amount);

  /** How much counts now. */
  long used(long now);

  /** The margin of the span has changed. */
  default void respan() {}

  /**
   * When the last amount stopped counting without which the last admission would not have fitted;
   * long ago if there was room anyway.
   */
  long freed();

  /** Tells what it still knows, in the order of time. */
  void replay(History history);

  /** Tells what it has forgotten, as if all of it had been admitted with the last of it. */
  void replayForgotten(History history);

  /**
   * Counts from now on what another window of the same dimension has counted, whatever its limit.
   */
  void restore(long now, Window other);

  /** What a window tells of the past. */
  interface History {

    /**
     * So much was admitted.
     *
     * @param time of the last of it
     */
    void admitted(long time, long amount);
  }
}
