package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.events.LimiterEvents;
import dev.ritmo.runtime.spi.Signal;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Counts and reports what becomes of the calls of a limiter that wait, and knows which of them has
 * waited longest. Guarded by the limiter.
 *
 * <p>Invariant: {@link #waiting} holds the calls that have begun to wait, in the order in which
 * they did.
 */
final class WaitReports {

  private final LimiterEvents events;
  private final Set<Waiter> waiting = new LinkedHashSet<>();

  WaitReports(LimiterEvents events) {
    this.events = events;
  }

  void begins(long now, Waiter waiter, WaitMeter wait) {
    waiting.add(waiter);
    events.waiting(now, waiter.counters.method(), wait.cause(), wait.limit());
  }

  void admitted(long now, Waiter waiter, WaitMeter wait) {
    ended(waiter, wait);
    events.waited(now, waiter.counters.method(), wait.times(), wait.length(), wait.limit());
  }

  void abandoned(long now, Waiter waiter, WaitMeter wait) {
    ended(waiter, wait);
    events.abandoned(now, waiter.counters.method(), wait.times(), wait.length());
  }

  /**
   * A call was refused.
   *
   * @param wait null if it has not waited
   */
  void refused(long now, Waiter waiter, @Nullable WaitMeter wait, RateLimitExceededException why) {
    if (wait != null) {
      ended(waiter, wait);
    }
    events.refused(now, waiter.counters.method(), why, wait == null ? 0 : wait.length());
  }

  private void ended(Waiter waiter, WaitMeter wait) {
    waiting.remove(waiter);
    waiter.counters.waited(wait.times());
  }

  /** A call asks for another attempt. */
  void retried(long now, Waiter waiter) {
    RetryHistory history = waiter.history;
    if (history == null) {
      waiter.counters.retry(Signal.Reason.UNKNOWN);
      return;
    }
    Signal signal = history.lastSignal();
    waiter.counters.retry(signal.reason());
    events.retrying(
        now,
        waiter.counters.method(),
        history.attempts() + 1,
        signal,
        Math.max(0, waiter.notBefore - now));
  }

  /** The call that has waited longest; null if none waits. */
  @Nullable Waiter longest() {
    return waiting.isEmpty() ? null : waiting.iterator().next();
  }
}
