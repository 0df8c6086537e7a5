package dev.ritmo.runtime.internal.limiter;

/**
 * What the windows will hold when everybody in the line has been admitted. Changes a copy of the
 * windows, in the order of admission. Not thread-safe.
 */
final class Projection {

  private final Windows windows;
  private long last;

  /**
   * @param from the earliest time at which anybody is admitted
   */
  Projection(Windows windows, long from) {
    this.windows = windows.copy();
    this.last = from;
  }

  /** The turn of the next call, which comes no earlier than that of those before it. */
  long turn(long notBefore) {
    last = windows.earliest(Math.max(last, notBefore));
    return last;
  }

  /** Counts the call that has got this turn. */
  void admit() {
    windows.admit(last);
  }
}
