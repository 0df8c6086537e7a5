package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Attempt;
import dev.ritmo.runtime.internal.limiter.RetryHistory;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, from its first failure on. When no further attempt is due, marks the
 * outcome of the call on the failure. Not thread-safe.
 */
public final class CallAttempts implements RetryHistory {

  private final Retry retry;
  private final Timeline timeline;
  private final Admission limiter;
  private final Terms terms;
  private final long arrival;
  private final long thread;
  private final FailsafeAttempts counted;
  private final List<Signal> signals = new ArrayList<>(2);
  private final List<Duration> waits = new ArrayList<>(2);
  private final WaitTimes waitedFor = new WaitTimes();

  /**
   * The number of consecutive failures that determines the next back-off; a stated time that was
   * kept counts.
   */
  private int failuresInARow;

  private long failedAt;
  private long notBefore;
  private boolean backsOff;
  private long began;
  private @Nullable InnerRetries suspected;

  /**
   * The attempts of a call that has just failed for the first time.
   *
   * @param thread the thread that it holds, or {@link Mark#NO_THREAD}
   */
  public CallAttempts(Retry retry, Admission limiter, Terms terms, long arrival, long thread) {
    this.retry = retry;
    this.timeline = retry.timeline();
    this.limiter = limiter;
    this.terms = terms;
    this.arrival = arrival;
    this.thread = thread;
    this.counted = retry.begin();
    this.began = arrival;
  }

  /**
   * Records a failed attempt; true if {@linkplain #next another} one is due. Must not be called
   * again after it returned false.
   *
   * @param noRepeat why the body must not run again; null if it may
   * @param isPaced whether the limiter itself spaces attempts out
   */
  public boolean failed(
      Throwable failure, Signal signal, @Nullable NoRepeat noRepeat, boolean isPaced) {
    failedAt = timeline.now();
    signals.add(signal);
    failuresInARow = isPaced ? 1 : failuresInARow + 1;
    End end = retry.incurable(failure, signal, limiter.name());
    boolean isDue = counted.failed(end == null);
    if (end == null) {
      end = isDue ? endNow(noRepeat, signal) : End.ATTEMPTS_USED_UP;
    }
    if (end != null) {
      mark(failure, end, signal.statesDelay() ? instant(signal.statedDelayNanos()) : null);
      report(end);
    }
    return end == null;
  }

  /** Reports that the call is given up, unless no attempt could have helped. */
  private void report(End end) {
    GiveUpCause cause =
        switch (end) {
          case ATTEMPTS_USED_UP -> GiveUpCause.ATTEMPTS;
          case DEADLINE -> GiveUpCause.DEADLINE;
          case DELAY_TOO_LONG -> GiveUpCause.DELAY;
          case BUDGET_EMPTY -> GiveUpCause.BUDGET;
          case BEGUN -> GiveUpCause.BEGUN;
          case NOT_REPEATABLE -> GiveUpCause.NOT_REPEATABLE;
          case USELESS, UNKNOWN, ABORTED, REFUSED, INTERRUPTED -> null;
        };
    if (cause != null) {
      limiter.gaveUp(terms, lastSignal(), attempts(), cause);
    }
  }

  @Override
  public int attempts() {
    return signals.size();
  }

  @Override
  public Signal lastSignal() {
    return signals.get(signals.size() - 1);
  }

  @Override
  public void waited(WaitTimes times) {
    waitedFor.add(times);
  }

  private @Nullable End endNow(@Nullable NoRepeat noRepeat, Signal signal) {
    if (noRepeat == null) {
      return endInTime(signal);
    }
    noRepeat.report();
    return noRepeat.end();
  }

  private @Nullable End endInTime(Signal signal) {
    long delay = signal.statesDelay() ? signal.statedDelayNanos() : 0;
    if (delay > retry.maxDelay()) {
      return End.DELAY_TOO_LONG;
    }
    backsOff = !signal.statesDelay() && signal.kind() == Signal.Kind.REJECTED;
    if (!signal.statesDelay()) {
      delay = retry.backOff(failuresInARow);
    } else if (wasStatedBefore()) { // rejected although the stated time was kept
      delay = Math.max(delay, retry.leastBackOff(Math.max(1, failuresInARow - 1)));
    }
    notBefore = Timeline.after(failedAt, delay);
    if (notBefore >= retry.deadline(arrival)) {
      return End.DEADLINE;
    }
    boolean isFree = signal.kind() == Signal.Kind.REJECTED; // the limiter paces it
    return isFree || limiter.drawRetry(terms) ? null : End.BUDGET_EMPTY;
  }

  private boolean wasStatedBefore() {
    return signals.size() > 1 && signals.get(signals.size() - 2).statesDelay();
  }

  /**
   * The next attempt.
   *
   * @param maxWait the longest wait in nanoseconds
   * @param outer the call in whose body it is made, as for {@link Attempt#outer}
   */
  public Attempt next(long maxWait, long outer) {
    long latest = Math.min(Timeline.after(notBefore, maxWait), retry.deadline(arrival));
    return new Attempt(arrival, arrival, notBefore, latest, backsOff, outer, false, this);
  }

  /**
   * The next attempt starts.
   *
   * @param isReleased whether its back-off ended early because the rejection meant nothing
   */
  public void begin(boolean isReleased) {
    failuresInARow = isReleased ? 0 : failuresInARow;
    began = timeline.now();
    waits.add(Duration.ofNanos(began - failedAt));
    InnerRetries watched = suspected;
    if (watched != null) {
      suspected = null;
      RetryWatch.begin(watched, limiter);
    }
  }

  /** Another library may retry by itself, which the next attempt will show. */
  void suspect(@Nullable InnerRetries found) {
    suspected = found;
  }

  /** When the last attempt started, or the call arrived. */
  public long began() {
    return began;
  }

  /** The limiter has refused the next attempt; the call ends with the last failure. */
  public void refused(Throwable failure, RateLimitExceededException refusal) {
    boolean isForEver = refusal.retryAfter().equals(ChronoUnit.FOREVER.getDuration());
    limiter.gaveUp(terms, lastSignal(), attempts(), GiveUpCause.REFUSED);
    mark(failure, End.REFUSED, isForEver ? null : instant(Timeline.nanos(refusal.retryAfter())));
    for (Throwable other : failure.getSuppressed()) {
      if (other instanceof RateLimitExceededException) {
        return; // an instance that is thrown again and again must not grow
      }
    }
    failure.addSuppressed(refusal);
  }

  /** The thread was interrupted while it waited for the next attempt. */
  public void interrupted(Throwable interrupt) {
    mark(interrupt, End.INTERRUPTED, null);
  }

  private Instant instant(long nanosFromFailure) {
    return timeline.instant(Timeline.after(timeline.now(), nanosFromFailure));
  }

  private void mark(Throwable failure, End end, @Nullable Instant retryAt) {
    RetryOutcome outcome =
        new RetryOutcome(
            limiter.name(), signals.size(), waits, waitedFor.byCause(), signals, end, retryAt);
    boolean endsRetries = end != End.UNKNOWN;
    Marks.put(
        failure, new Mark(limiter.number(), arrival, thread, timeline.now(), endsRetries, outcome));
  }
}
