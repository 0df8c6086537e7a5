package dev.ritmo.runtime.internal.events;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.events.EventDigest.Kind;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.LimiterEvent;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The events of one limiter, each noted under its lock when it happens, in that order: for
 * listeners, the flight recorder and the log. Guarded by the limiter; an event costs one volatile
 * read where there is no listener, and a count where the log sums it up.
 */
public final class LimiterEvents {

  /** Waits that are longer are logged, in nanoseconds: one second. */
  static final long LONG_WAIT = 1_000_000_000;

  /** The method of calls of programs. */
  private static final String NO_METHOD = "none";

  private final String limiter;
  private final EventSinks sinks;

  /**
   * @param limiter its name
   * @param onEvent called under the lock, to have {@link #takeFollowUp} called at its end
   */
  public LimiterEvents(String limiter, Timeline timeline, EventQueue queue, Runnable onEvent) {
    this.limiter = limiter;
    this.sinks = new EventSinks(limiter, timeline, queue, onEvent);
  }

  /** What has to be done about events after the lock; null if nothing. Asked under the lock. */
  public @Nullable Runnable takeFollowUp(long now) {
    return sinks.takeFollowUp(now);
  }

  /** Has lines written that wait for the next event, if it is time for them. */
  public void flush(long now) {
    sinks.flush(now);
  }

  private void tell(long now, Function<Instant, ? extends LimiterEvent> event) {
    sinks.tell(now, event);
  }

  private void count(Kind kind, Supplier<String> detail) {
    sinks.count(kind, 0, detail);
  }

  /**
   * A call has to wait.
   *
   * @param limit the one in the way; null if there is none
   */
  public void waiting(long now, String method, WaitCause cause, @Nullable Limit limit) {
    if (sinks.areOn()) {
      Optional<Limit> in = Optional.ofNullable(limit);
      tell(now, at -> new LimiterEvent.Waiting(at, limiter, method, cause, in));
    }
  }

  /**
   * A call that had to wait was admitted.
   *
   * @param limit as for {@link #waiting}
   */
  public void waited(long now, String method, WaitTimes times, long waited, @Nullable Limit limit) {
    WaitCause cause = times.longest();
    if (waited > LONG_WAIT) {
      sinks.count(Kind.WAITS, waited, () -> waitText(method, waited, cause, limit));
    }
    if (sinks.areOn()) {
      Optional<Limit> in = Optional.ofNullable(limit);
      WaitTimes split = times.copy();
      tell(
          now,
          at ->
              new LimiterEvent.Waited(
                  at, limiter, method, cause, in, Duration.ofNanos(waited), split.byCause()));
    }
    flush(now);
  }

  private static String waitText(
      String method, long waited, WaitCause cause, @Nullable Limit limit) {
    return "%s waited %s (%s)"
        .formatted(caller(method), ReadableDuration.words(waited), text(cause, limit));
  }

  private static String caller(String method) {
    return method.equals(NO_METHOD) ? "a program" : method;
  }

  private static String text(WaitCause cause, @Nullable Limit limit) {
    return limit == null ? cause.label() : cause.label() + ": " + limit;
  }

  /** A call that had to wait gave up. */
  public void abandoned(long now, String method, WaitTimes times, long waited) {
    if (sinks.areOn()) {
      WaitTimes split = times.copy();
      tell(
          now,
          at ->
              new LimiterEvent.Abandoned(
                  at, limiter, method, Duration.ofNanos(waited), split.byCause()));
    }
    flush(now);
  }

  /** A call was refused, after it had waited for this long. */
  public void refused(long now, String method, RateLimitExceededException why, long waited) {
    Optional<WaitCause> cause = why.waitCause();
    Optional<Limit> limit = why.limit();
    Duration retryAfter = why.retryAfter();
    boolean isPermanent = why.isPermanent();
    count(Kind.REFUSALS, () -> refusalText(method, cause, limit, isPermanent ? null : retryAfter));
    if (sinks.areOn()) {
      tell(
          now,
          at ->
              new LimiterEvent.Refused(
                  at, limiter, method, cause, limit, retryAfter, Duration.ofNanos(waited)));
    }
  }

  private static String refusalText(
      String method,
      Optional<WaitCause> cause,
      Optional<Limit> limit,
      @Nullable Duration retryAfter) {
    String why =
        cause
            .map(waited -> text(waited, limit.orElse(null)))
            .orElseGet(() -> limit.map(large -> "larger than " + large).orElse("shut down"));
    String next = retryAfter == null ? "never" : "in " + ReadableDuration.words(retryAfter);
    return "%s (%s), could start %s".formatted(caller(method), why, next);
  }

  /** The provider has rejected a request, or was overloaded. */
  public void rejected(long now, String method, Signal signal) {
    count(Kind.REJECTIONS, () -> caller(method) + " (" + text(signal) + ")");
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.Rejected(at, limiter, method, signal));
    }
  }

  private static String text(Signal signal) {
    String reason = signal.reason().name().toLowerCase(Locale.ROOT);
    String meant = signal.meant() == null ? "" : " of " + signal.meant().element();
    String delay =
        signal.statesDelay()
            ? ", come back in " + ReadableDuration.words(signal.statedDelayNanos())
            : "";
    return reason + meant + delay;
  }

  /**
   * A call will be tried again.
   *
   * @param attempt the number of the next attempt
   * @param delay in nanoseconds
   */
  public void retrying(long now, String method, int attempt, Signal signal, long delay) {
    if (sinks.areOn()) {
      Duration held = Duration.ofNanos(Math.max(0, delay));
      tell(now, at -> new LimiterEvent.Retrying(at, limiter, method, attempt, signal, held));
    }
    flush(now);
  }

  /** A call will not be tried again although another attempt might succeed. */
  public void gaveUp(long now, String method, int attempts, Signal signal, GiveUpCause cause) {
    Kind kind = cause == GiveUpCause.BUDGET ? Kind.BUDGET_EMPTY : Kind.GIVEN_UP;
    count(
        kind,
        () ->
            "%s after attempt %s (%s, %s)"
                .formatted(caller(method), attempts, cause.label(), text(signal)));
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.GivenUp(at, limiter, method, attempts, signal, cause));
    }
  }

  /** No retry is left in the budget, which had some before. */
  public void budgetEmpty(long now, String method) {
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.BudgetEmpty(at, limiter, method));
    }
  }

  /** No call is admitted before a time. */
  public void paused(long now, long until) {
    if (until <= now) {
      return;
    }
    long pause = until - now;
    count(Kind.PAUSES, () -> "for " + ReadableDuration.words(pause));
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.Paused(at, limiter, Duration.ofNanos(pause)));
    }
  }

  /** A pause has ended before its time. */
  public void resumed(long now) {
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.Resumed(at, limiter));
    }
    flush(now);
  }

  /** A limit was lowered, or is kept in full again if nothing is kept beside it. */
  public void inferred(long now, Limit declared, @Nullable Limit kept) {
    if (!sinks.areOn()) {
      return;
    }
    if (kept == null) {
      tell(now, at -> new LimiterEvent.Restored(at, limiter, declared));
    } else {
      tell(now, at -> new LimiterEvent.Lowered(at, limiter, declared, kept));
    }
  }

  /** Other limits are in force. */
  public void changed(long now) {
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.Changed(at, limiter));
    }
  }

  /** No call is admitted any more. */
  public void shutDown(long now) {
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.ShutDown(at, limiter));
    }
    sinks.flushAll();
  }

  /** Permits were taken back. */
  public void lost(long now, long permits) {
    if (sinks.areOn()) {
      tell(now, at -> new LimiterEvent.PermitsLost(at, limiter, permits));
    }
  }
}
