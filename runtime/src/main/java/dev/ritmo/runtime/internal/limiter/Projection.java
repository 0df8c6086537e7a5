package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What the windows will hold when everybody in the line has been admitted. Changes a copy of the
 * windows, in the order of admission. Not thread-safe.
 */
final class Projection {

  private final Windows windows;
  private long last;
  private @Nullable Limit binding;

  /**
   * @param from the earliest time at which anybody is admitted
   */
  Projection(Windows windows, long from) {
    this.windows = windows.copy();
    this.last = from;
  }

  /** The turn of the next call, which comes no earlier than that of those before it. */
  long turn(long notBefore) {
    long from = Math.max(last, notBefore);
    Limit inTheWay = windows.binding(from);
    if (inTheWay != null) {
      binding = inTheWay;
    }
    last = windows.earliest(from);
    return last;
  }

  /** Notes the turn computed last, and the limit in the way of it, for the call that has got it. */
  void give(Waiter waiter) {
    waiter.turn = last;
    waiter.binding = binding;
  }

  /** Counts the call that has got the turn. */
  void admit() {
    windows.admit(last);
  }
}
