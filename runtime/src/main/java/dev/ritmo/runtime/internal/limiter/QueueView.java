package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of the waiting calls of a lane without changing anything, in a time that does
 * not grow with their number. Guarded by the limiter.
 *
 * @param forecast null if no call has ever waited
 */
record QueueView(WaitingOrder order, Gate gate, @Nullable Forecast forecast) {

  /**
   * When a call would start that arrived now; {@link Timeline#NEVER} if that is not known, or
   * never.
   */
  long startsAt(long now, Weights weights) {
    if (order.isEmpty()) {
      return gate.startsAt(now, weights);
    }
    return gate.isForeseeable() && forecast != null
        ? forecast.startsAt(now, weights)
        : Timeline.NEVER;
  }

  /** Adds when the next calls have their turns, as far as that is known. */
  void addTurns(long now, NextTurns turns) {
    if (!gate.isForeseeable()) {
      return;
    }
    for (Waiter next : order.due()) {
      if (!turns.add(Math.max(now, next.turn))) {
        return;
      }
    }
  }
}
