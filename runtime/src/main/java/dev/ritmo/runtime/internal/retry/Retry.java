package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryOutcome.End;
import dev.ritmo.runtime.internal.signal.Causes;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when the failed calls of one method are retried. Effectively immutable and
 * thread-safe.
 */
public final class Retry {

  private final RetrySettings settings;
  private final Timeline timeline;

  /** Needed only after a failure, so created at the first one; creating it twice is harmless. */
  private volatile @Nullable Plan plan;

  /** Retries with these settings, on this timeline. */
  public Retry(RetrySettings settings, Timeline timeline) {
    this.settings = settings;
    this.timeline = timeline;
  }

  FailsafeAttempts begin() {
    return plan().policy().begin();
  }

  /** The delay in nanoseconds after this many consecutive failures, at least 1. */
  public long backOff(int failures) {
    return plan().backOff().delay(failures);
  }

  /** As {@link #backOff}, without jitter. */
  long leastBackOff(int failures) {
    return plan().backOff().least(failures);
  }

  private Plan plan() {
    Plan made = plan;
    if (made == null) {
      made =
          new Plan(
              new BackOff(settings, () -> ThreadLocalRandom.current().nextDouble()),
              new FailsafeAttempts.Policy(settings.maxAttempts()));
      plan = made;
    }
    return made;
  }

  private record Plan(BackOff backOff, FailsafeAttempts.Policy policy) {}

  /** The deadline of a call with this arrival. */
  public long deadline(long arrival) {
    return Timeline.after(arrival, settings.deadlineNanos());
  }

  /** The longest wait that a provider may ask for. */
  long maxDelay() {
    return settings.maxDelayNanos();
  }

  /** The timeline of its points in time. */
  Timeline timeline() {
    return timeline;
  }

  /**
   * Why this failure is not retryable, whatever attempts and time are left; null if it is
   * retryable. Errors, cancellations and refusals by the call's own limiter are never retryable.
   *
   * @param limiter the name of the limiter
   */
  @Nullable End incurable(Throwable failure, Signal signal, String limiter) {
    List<Throwable> causes = Causes.of(failure);
    for (Throwable cause : causes) {
      if (cause instanceof RateLimitExceededException refusal
          && refusal.limiterName().equals(limiter)) {
        return End.REFUSED;
      }
      if (cause instanceof InterruptedWaitException) {
        return End.INTERRUPTED;
      }
    }
    if (Causes.ofProvider(failure).size() < causes.size()) {
      return End.UNKNOWN; // an error or a cancellation
    }
    if (anyIn(causes, settings.abortOn())) {
      return End.ABORTED;
    }
    if (signal.isCurable() || anyIn(causes, settings.retryOn())) {
      return null;
    }
    return signal.kind() == Signal.Kind.USELESS ? End.USELESS : End.UNKNOWN;
  }

  private static boolean anyIn(List<Throwable> causes, List<Class<? extends Throwable>> types) {
    for (Throwable cause : causes) {
      for (Class<? extends Throwable> type : types) {
        if (type.isInstance(cause)) {
          return true;
        }
      }
    }
    return false;
  }
}
