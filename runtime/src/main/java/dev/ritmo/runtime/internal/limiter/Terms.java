package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Weights;
import org.jspecify.annotations.Nullable;

/**
 * What a call asks for. Immutable.
 *
 * @param weights how much it takes
 * @param priority whether it goes before others
 * @param maxWait the longest wait in nanoseconds; {@link
 *     dev.ritmo.runtime.internal.time.Timeline#NEVER} for no bound
 * @param counters where it is counted; null for a call that belongs to no governed method
 * @param watch is told what happens to it; null if it is not watched
 * @param first its first arrival, where it has been with another limiter before; {@link #NOW} if it
 *     arrives with this one
 */
public record Terms(
    Weights weights,
    Priority priority,
    long maxWait,
    @Nullable CallCounters counters,
    @Nullable CallWatch watch,
    long first) {

  /** It arrives when it asks to be admitted. */
  public static final long NOW = Timeline.NEVER;

  /** Of a call that belongs to no governed method. */
  public Terms(Weights weights, Priority priority, long maxWait) {
    this(weights, priority, maxWait, null, null, NOW);
  }

  /** One call of ordinary priority. */
  public static Terms oneCall(long maxWait) {
    return new Terms(Weights.ONE_CALL, Priority.NORMAL, maxWait);
  }

  /** These, counted there. */
  public Terms countedBy(CallCounters other) {
    return new Terms(weights, priority, maxWait, other, watch, first);
  }

  /** These, of a call that is watched. */
  public Terms watchedBy(CallWatch watcher) {
    return new Terms(weights, priority, maxWait, counters, watcher, first);
  }

  /** These, for another amount. */
  public Terms weighing(Weights changed) {
    return new Terms(changed, priority, maxWait, counters, watch, first);
  }

  /** These, of a call that has arrived before. */
  public Terms arrivedAt(long time) {
    return new Terms(weights, priority, maxWait, counters, watch, time);
  }

  /** These, with at most this wait in nanoseconds. */
  public Terms waitingAtMost(long longest) {
    return new Terms(weights, priority, Math.min(maxWait, longest), counters, watch, first);
  }
}
