package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.internal.window.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for. Immutable.
 *
 * @param weights how much it takes
 * @param priority whether it goes before others
 * @param maxWait the longest wait in nanoseconds; {@link Timeline#NEVER} for no bound
 * @param watch is told if it waits; null for nobody
 */
public record Terms(Weights weights, Priority priority, long maxWait, @Nullable WaitWatch watch) {

  /** Those of a call whose waits are not watched. */
  public Terms(Weights weights, Priority priority, long maxWait) {
    this(weights, priority, maxWait, null);
  }

  /** These, of a call whose waits are watched. */
  public Terms watchedBy(WaitWatch watcher) {
    return new Terms(weights, priority, maxWait, watcher);
  }

  /** One call of an annotated method. */
  public static Terms oneCall(long maxWait) {
    return new Terms(Weights.ONE_CALL, Priority.NORMAL, maxWait);
  }
}
