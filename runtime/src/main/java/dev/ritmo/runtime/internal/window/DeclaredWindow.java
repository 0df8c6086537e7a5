package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Limit;

/** What inference may see of the window of a declared limit, and change. */
public interface DeclaredWindow {

  /** The limit. */
  Limit limit();

  /** By how much an amount counts longer than the period, in nanoseconds. */
  long margin();

  /** Counts amounts by this much longer than the period from now on, those that count as well. */
  void setMargin(long margin);

  /**
   * When the last amount stopped counting without which the last admission would not have fitted;
   * long ago if there was room anyway.
   */
  long freed();

  /** What began to count by this time may have been forgotten; long ago if nothing has. */
  long knownSince();

  /** Tells what counts, and maybe more of the past, in the order of time. */
  void replay(History history);
}
