package dev.ritmo.runtime.internal.window;

/** The amounts admitted that still count against one limit. Not thread-safe. */
interface Window extends Constraint {

  /** The most that a window keeps apart; more is counted coarser. */
  int EXACT = 1024;

  @Override
  Window copy();

  /** Counts one call from now on if it fits; it counts after all others. */
  boolean tryAdmit(long now);

  /** How much counts now. */
  long used(long now);

  /** The margin of the span has changed. */
  default void respan() {}

  /**
   * When the last amount stopped counting without which the last admission would not have fitted;
   * long ago if there was room anyway.
   */
  long freed();

  /** What began to count by this time may have been forgotten; long ago if nothing has. */
  long knownSince();

  /** Tells what it still knows, in the order of time. */
  void replay(History history);

  /** Tells what it has forgotten, as if all of it had been admitted with the last of it. */
  void replayForgotten(History history);

  /**
   * Counts from now on what another window of the same dimension has counted, whatever its limit.
   */
  void restore(long now, Window other);
}
