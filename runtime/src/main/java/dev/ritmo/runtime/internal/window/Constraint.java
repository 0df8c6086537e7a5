package dev.ritmo.runtime.internal.window;

/**
 * One thing that is kept for one limit: the declared window, a burst, or what the provider has
 * reported. All constraints of a limit take part in every operation; one that forgets an operation
 * does not compile. Not thread-safe. Times never decrease from one change to the next; questions
 * may be about any later time, except for {@link #hasRoom}, and change nothing.
 */
interface Constraint {

  /** The same state, to try what would be. */
  Constraint copy();

  /**
   * The earliest time, not before {@code now}, at which this amount fits. An amount larger than the
   * whole fits when nothing else counts.
   */
  long earliest(long now, long amount);

  /** Whether this amount fits now; an amount larger than the whole never does. */
  boolean hasRoom(long now, long amount);

  /**
   * Counts an amount.
   *
   * @param from when it begins to count; not before {@code now}
   */
  void admit(long now, long from, long amount);

  /**
   * Stops counting a part of what was admitted, if it still counts.
   *
   * @param from when it began to count
   * @return how much it has stopped counting
   */
  long giveBack(long now, long from, long amount);

  /** Counts what was used beyond a reservation, now or as soon as it fits. */
  void charge(long now, long amount);

  /** Whether more was used than fits, so that whatever is given back is taken at once. */
  boolean isInDebt();

  /** Counts an amount from an earlier time than was expected when it was admitted. */
  void advance(long now, Advance advance, long amount);

  /** When nothing counts any more. */
  default long empty(long now) {
    return earliest(now, Long.MAX_VALUE);
  }
}
