package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.time.Instant;
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
   */
  record Waiting(Instant at, String limiter, String method, WaitCause cause) implements OfCall {}

  /**
   * A call that had to wait was admitted.
   *
   * @param cause why it waited, at the start of the wait
   * @param waited for how long
   */
  record Waited(Instant at, String limiter, String method, WaitCause cause, Duration waited)
      implements OfCall {}

  /**
   * A waiting call gave up: its thread was interrupted or its future completed.
   *
   * @param waited for how long
   */
  record Abandoned(Instant at, String limiter, String method, Duration waited) implements OfCall {}

  /**
   * A call was refused, on arrival or while it waited.
   *
   * @param limit the limit in the way; empty if it was a pause, or the limiter is shut down
   * @param retryAfter how long until such a call may be admitted
   */
  record Refused(
      Instant at, String limiter, String method, Optional<Limit> limit, Duration retryAfter)
      implements OfCall {}

  /**
   * The provider has rejected a request, or was overloaded.
   *
   * @param signal the meaning of its answer
   */
  record Rejected(Instant at, String limiter, String method, Signal signal) implements OfCall {}

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
