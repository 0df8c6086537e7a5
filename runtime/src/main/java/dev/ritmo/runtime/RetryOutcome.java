package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.retry.Marks;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why a call failed for good: how often it was tried, and why it was not tried again. The failure
 * itself is thrown unchanged; the outcome is available for as long as that exception lives.
 * Immutable.
 *
 * <pre>{@code
 * } catch (RuntimeException failure) {
 *   RetryOutcome.of(failure).ifPresent(outcome -> log.warn("gave up: {}", outcome));
 *   throw failure;
 * }
 * }</pre>
 *
 * @param limiter the name of the limiter
 * @param attempts how often the call was tried
 * @param waits how long it waited before each attempt except the first
 * @param waitedFor what it waited for, and how long, before all attempts except the first
 * @param signals what the failure of each attempt said
 * @param end why it was not tried again
 * @param retryAt when it could succeed, according to what the provider or the limiter said last;
 *     null if neither said anything
 */
public record RetryOutcome(
    String limiter,
    int attempts,
    List<Duration> waits,
    Map<WaitCause, Duration> waitedFor,
    List<Signal> signals,
    End end,
    @Nullable Instant retryAt) {

  /** Why a call was not tried again. */
  public enum End {
    /** The call was tried {@code maxAttempts} times. */
    ATTEMPTS_USED_UP,
    /** The next attempt would come after the deadline. */
    DEADLINE,
    /** The provider asks for a longer wait than {@code maxDelay}. */
    DELAY_TOO_LONG,
    /** The same request would fail again. */
    USELESS,
    /** Nothing indicates that another attempt could succeed. */
    UNKNOWN,
    /** The failure is listed in {@code abortOn}. */
    ABORTED,
    /** Part of the answer was already delivered, or the caller has cancelled. */
    BEGUN,
    /**
     * The body must not run again: it starts the stream of an AI service, or calls one with a chat
     * memory, which would hold the user's message twice. Limit and retry the model instead.
     */
    NOT_REPEATABLE,
    /** The {@link RetryBudget} of the limiter is used up. */
    BUDGET_EMPTY,
    /** The limiter has refused the next attempt; the refusal is suppressed in the failure. */
    REFUSED,
    /** The thread was interrupted while it waited for the next attempt. */
    INTERRUPTED
  }

  /** Created by Ritmo. */
  public RetryOutcome {
    waits = List.copyOf(waits);
    waitedFor = Collections.unmodifiableMap(new TreeMap<>(waitedFor));
    signals = List.copyOf(signals);
  }

  /** The outcome of a call of which it is not known what it waited for. */
  public RetryOutcome(
      String limiter,
      int attempts,
      List<Duration> waits,
      List<Signal> signals,
      End end,
      @Nullable Instant retryAt) {
    this(limiter, attempts, waits, Map.of(), signals, end, retryAt);
  }

  /**
   * Returns the outcome of the call that threw this exception or one of its causes. Empty if no
   * call with retries has thrown it, or if the exception was copied on its way. If several threads
   * throw the same instance, the outcome is that of the current thread, or else the last one.
   */
  public static Optional<RetryOutcome> of(Throwable failure) {
    return Marks.outcome(failure) instanceof RetryOutcome outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }
}
