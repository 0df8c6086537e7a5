package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a limiter, or to a call that waits for it. Immutable. No event
 * contains a key, a prompt or an answer.
 */
public sealed interface LimiterEvent {

  /** When it happened. */
  Instant at();

  /** The name of the limiter. */
  String limiter();

  /** An event that concerns one call. */
  sealed interface OfCall extends LimiterEvent {

    /** The governed method, or {@code none} for a call of a program. */
    String method();
  }

  /**
   * A call has to wait.
   *
   * @param cause why, at the start of the wait
   * @param limit the limit in the way, if there is one
   */
  record Waiting(Instant at, String limiter, String method, WaitCause cause, Optional<Limit> limit)
      implements OfCall {}

  /**
   * A call that had to wait was admitted.
   *
   * @param cause what it waited for longest
   * @param limit the limit of that cause, if there is one
   * @param waited for how long
   * @param byCause the same, split by what it waited for
   */
  record Waited(
      Instant at,
      String limiter,
      String method,
      WaitCause cause,
      Optional<Limit> limit,
      Duration waited,
      Map<WaitCause, Duration> byCause)
      implements OfCall {}

  /**
   * A waiting call gave up: its thread was interrupted or its future completed.
   *
   * @param waited for how long
   * @param byCause the same, split by what it waited for
   */
  record Abandoned(
      Instant at, String limiter, String method, Duration waited, Map<WaitCause, Duration> byCause)
      implements OfCall {}

  /**
   * A call was refused, on arrival or while it waited.
   *
   * @param cause what it would have waited for; empty if it can never be admitted
   * @param limit the limit in the way; empty if there is none
   * @param retryAfter how long until such a call may be admitted
   * @param waited how long it had waited; zero if it was refused on arrival
   */
  record Refused(
      Instant at,
      String limiter,
      String method,
      Optional<WaitCause> cause,
      Optional<Limit> limit,
      Duration retryAfter,
      Duration waited)
      implements OfCall {}

  /**
   * The provider has rejected a request, or was overloaded.
   *
   * @param signal the meaning of its answer
   */
  record Rejected(Instant at, String limiter, String method, Signal signal) implements OfCall {}

  /**
   * A call has failed and will be tried again.
   *
   * @param attempt the number of the next attempt, at least 2
   * @param signal what the failure means
   * @param delay how long the next attempt is held back; limits may hold it back longer
   */
  record Retrying(
      Instant at, String limiter, String method, int attempt, Signal signal, Duration delay)
      implements OfCall {}

  /**
   * A call has failed for good although another attempt might have succeeded.
   *
   * @param attempts how often it was tried
   * @param signal what the last failure means
   * @param cause why it is not tried again
   */
  record GivenUp(
      Instant at, String limiter, String method, int attempts, Signal signal, GiveUpCause cause)
      implements OfCall {}

  /** A retry was wanted, and the retry budget has none left; it had some the last time. */
  record BudgetEmpty(Instant at, String limiter, String method) implements OfCall {}

  /**
   * The limiter, or one key that is a separate account, admits no call for some time.
   *
   * @param pause for how long
   */
  record Paused(Instant at, String limiter, Duration pause) implements LimiterEvent {}

  /** A pause has ended before its time. */
  record Resumed(Instant at, String limiter) implements LimiterEvent {}

  /**
   * Less than a declared limit is admitted, because of rejections.
   *
   * @param declared the declared limit
   * @param kept the limit that is enforced as well
   */
  record Lowered(Instant at, String limiter, Limit declared, Limit kept) implements LimiterEvent {}

  /**
   * A lowered limit is back at its declared amount.
   *
   * @param declared the declared limit
   */
  record Restored(Instant at, String limiter, Limit declared) implements LimiterEvent {}

  /** The limits were replaced. */
  record Changed(Instant at, String limiter) implements LimiterEvent {}

  /** The limiter was shut down, and admits no more calls. */
  record ShutDown(Instant at, String limiter) implements LimiterEvent {}

  /**
   * Permits that were not closed within an hour were reclaimed.
   *
   * @param permits how many
   */
  record PermitsLost(Instant at, String limiter, long permits) implements LimiterEvent {}
}
