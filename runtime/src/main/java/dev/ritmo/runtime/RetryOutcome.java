package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.retry.Marks;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call that has failed for good: how often it was tried, and why not once more.
 * The failure itself is thrown as it was; this stands beside it for as long as it lives. Immutable.
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
 * @param waits how long it waited before each attempt but the first
 * @param signals what the failure of each attempt said
 * @param end why it was not tried again
 * @param retryAt when it could succeed, by what the provider or the limiter said last; null if
 *     neither said anything
 */
public record RetryOutcome(
    String limiter,
    int attempts,
    List<Duration> waits,
    List<Signal> signals,
    End end,
    @Nullable Instant retryAt) {

  /** Why a call was not tried again. */
  public enum End {
    /** It was tried {@code maxAttempts} times. */
    ATTEMPTS_USED_UP,
    /** The next attempt would come after the deadline. */
    DEADLINE,
    /** The provider asks for a longer wait than {@code maxDelay}. */
    DELAY_TOO_LONG,
    /** The same request would fail again. */
    USELESS,
    /** Nothing says that another attempt could succeed. */
    UNKNOWN,
    /** {@code abortOn} names the failure. */
    ABORTED,
    /** Part of the answer has been handed on, or nobody waits for it any more. */
    BEGUN,
    /** The {@link RetryBudget} of the limiter is used up. */
    BUDGET_EMPTY,
    /** The limiter has refused the next attempt; the refusal is suppressed in the failure. */
    REFUSED,
    /** The thread was interrupted while it waited for the next attempt. */
    INTERRUPTED
  }

  /** Made by guards. */
  public RetryOutcome {
    waits = List.copyOf(waits);
    signals = List.copyOf(signals);
  }

  /**
   * What became of the call that threw this, or one of its causes. Empty for what did not come out
   * of a call with retries, or only through a copy of the exception. Where several threads throw
   * the same instance, it is that of the current thread, or else the last.
   */
  public static Optional<RetryOutcome> of(Throwable failure) {
    return Marks.outcome(failure) instanceof RetryOutcome outcome
        ? Optional.of(outcome)
        : Optional.empty();
  }
}
