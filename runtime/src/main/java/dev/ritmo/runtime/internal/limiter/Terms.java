package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.internal.window.Weights;

/**
 * What a call asks for. Immutable.
 *
 * @param weights how much it takes
 * @param priority whether it goes before others
 * @param maxWait the longest wait in nanoseconds; {@link Timeline#NEVER} for no bound
 */
public record Terms(Weights weights, Priority priority, long maxWait) {

  /** One call of an annotated method. */
  public static Terms oneCall(long maxWait) {
    return new Terms(Weights.ONE_CALL, Priority.NORMAL, maxWait);
  }
}
