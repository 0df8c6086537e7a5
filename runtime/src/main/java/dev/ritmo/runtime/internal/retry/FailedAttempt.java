package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Failures;
import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Signal;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a call that has failed, whose permit is not closed yet: the limiter hears of it,
 * and it is decided whether there is another. Calls within each other would tell it to their
 * limiters, and try again, once each; so only the innermost does, and marks the failure.
 *
 * @param retry null if the call is not tried again
 * @param thread the thread that the call holds, or {@link Mark#NO_THREAD}
 * @param isRepeatable whether the body may run again
 */
public record FailedAttempt(
    CallLimiter limiter,
    @Nullable Retry retry,
    @Nullable Object key,
    Weights weights,
    long arrival,
    long thread,
    boolean isRepeatable) {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /**
   * Decides whether the call is tried again.
   *
   * @param before the attempts of the call if it has failed before
   * @return the attempts of the call; null if this was the last
   */
  public @Nullable CallAttempts judge(Throwable failure, @Nullable CallAttempts before) {
    long now = limiter.timeline().now();
    long began = Math.min(before == null ? arrival : before.began(), now);
    Mark inner = Marks.within(failure, mark(began));
    Signal signal = failures().signal(failure);
    boolean isPaced = inner == null && report(failure, signal, now);
    if (inner != null) {
      failures().count();
    }
    if (retry == null || (inner != null && inner.endsRetries())) {
      return null;
    }
    CallAttempts all = before == null ? new CallAttempts(retry, limiter, arrival, thread) : before;
    if (signal.isCurable() && failures().isToWarn()) {
      all.suspect(innerRetries(failure, now));
    }
    return all.failed(failure, signal, isRepeatable, isPaced) ? all : null;
  }

  /** The limiter hears of the failure; returns whether it spaces attempts out. */
  private boolean report(Throwable failure, Signal signal, long now) {
    BackOffAdvice advice = failures().heed(key, arrival, weights, signal);
    if (advice.failuresInARow() > 0 && retry != null) {
      failures().pause(key, arrival, Timeline.after(now, retry.backOff(advice.failuresInARow())));
    }
    switch (signal.kind()) {
      case REJECTED, OVERLOADED -> Marks.put(failure, mark(now));
      case TRANSIENT, USELESS, UNKNOWN -> {}
    }
    return advice.isPaced();
  }

  /** Warns of retries within ours if they are certain; those that may be, or null. */
  private @Nullable InnerRetries innerRetries(Throwable failure, long now) {
    InnerRetries shown = InnerRetries.shownBy(failure);
    if (shown == null) {
      return InnerRetries.in(failure, now - failures().departure(key, arrival));
    }
    if (failures().warnsNow()) {
      LOG.log(Level.WARNING, shown.warning(limiter.name()));
    }
    return null;
  }

  private Failures failures() {
    return limiter.failures();
  }

  private Mark mark(long time) {
    return new Mark(limiter.number(), arrival, thread, time);
  }
}
