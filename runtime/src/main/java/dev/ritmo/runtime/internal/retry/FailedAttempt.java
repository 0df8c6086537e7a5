package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.CallWatch;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Signal;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * A failed attempt whose permit is not closed yet: reports the failure to the limiter, and decides
 * whether there is another attempt. Of nested calls, only the innermost does so, and marks the
 * failure; otherwise each would report and retry the same failure.
 *
 * @param retry null if the call is not retried
 * @param thread the thread that the call holds, or {@link Mark#NO_THREAD}
 * @param noRepeat why the body must not run again; null if it may
 */
public record FailedAttempt(
    Admission limiter,
    @Nullable Retry retry,
    @Nullable Object key,
    Terms terms,
    long arrival,
    long thread,
    @Nullable NoRepeat noRepeat) {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  /**
   * Decides whether the call is retried.
   *
   * @param before the attempts of the call if it has failed before
   * @return the attempts of the call; null if this was the last
   */
  public @Nullable CallAttempts judge(Throwable failure, @Nullable CallAttempts before) {
    long now = limiter.timeline().now();
    long began = Math.min(before == null ? arrival : before.began(), now);
    Mark inner = Marks.ofInnerCall(failure, mark(began));
    Signal signal = Signals.of(failure, limiter.timeline().source().now());
    CallWatch watch = terms.watch();
    if (watch != null) {
      watch.failed(signal);
    }
    boolean isPaced = inner == null && record(failure, signal, now);
    if (inner != null) {
      limiter.countFailure(terms, signal.reason());
    }
    if (retry == null || (inner != null && inner.endsRetries())) {
      return null;
    }
    CallAttempts all =
        before == null ? new CallAttempts(retry, limiter, terms, arrival, thread) : before;
    if (signal.isCurable() && limiter.hasRetryWarning()) {
      all.suspect(innerRetries(failure, now));
    }
    return all.failed(failure, signal, noRepeat, isPaced) ? all : null;
  }

  /** Reports the failure to the limiter; returns whether that spaces attempts out. */
  private boolean record(Throwable failure, Signal signal, long now) {
    BackOffAdvice advice = limiter.failed(key, arrival, terms, signal);
    if (advice.failuresInARow() > 0 && retry != null) {
      long until = Timeline.after(now, retry.backOff(advice.failuresInARow()));
      limiter.pauseAccount(key, arrival, until);
    }
    switch (signal.kind()) {
      case REJECTED, OVERLOADED -> Marks.put(failure, mark(now));
      case TRANSIENT, USELESS, UNKNOWN -> {}
    }
    return advice.isPaced();
  }

  /** Warns about certain retries of another library; returns suspected ones, or null. */
  private @Nullable InnerRetries innerRetries(Throwable failure, long now) {
    InnerRetries shown = InnerRetries.shownBy(failure);
    if (shown == null) {
      return InnerRetries.in(failure, now - limiter.departure(key, arrival));
    }
    if (limiter.takeRetryWarning()) {
      LOG.log(Level.WARNING, shown.warning(limiter.name()));
    }
    return null;
  }

  private Mark mark(long time) {
    return new Mark(limiter.number(), arrival, thread, time);
  }
}
