package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.signal.Causes;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.spi.RetrySettings;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when the failed calls of one method are tried again. Immutable to those who use it,
 * and safe for use by many threads.
 */
public final class Retry {

  private final RetrySettings settings;
  private final Timeline timeline;

  /** What only failures need, made with the first; twice does no harm. */
  private volatile @Nullable Plan plan;

  /** By these settings, on this timeline. */
  public Retry(RetrySettings settings, Timeline timeline) {
    this.settings = settings;
    this.timeline = timeline;
  }

  /** The attempts of a call that has just failed for the first time. */
  public Attempts begin() {
    Plan made = plan;
    if (made == null) {
      made =
          new Plan(
              new BackOff(settings, () -> ThreadLocalRandom.current().nextDouble()),
              new FailsafeAttempts.Policy(settings.maxAttempts(), this::isCurable));
      plan = made;
    }
    return new Attempts(made.policy().begin(), made.backOff());
  }

  private record Plan(BackOff backOff, FailsafeAttempts.Policy policy) {}

  /** The time at which a call that arrived then is over. */
  public long deadline(long arrival) {
    return Timeline.after(arrival, settings.deadlineNanos());
  }

  private boolean isCurable(Throwable failure) {
    if (anyIn(failure, settings.abortOn())) {
      return false;
    }
    return anyIn(failure, settings.retryOn())
        || Signals.of(failure, timeline.source().now()).isCurable();
  }

  private static boolean anyIn(Throwable failure, List<Class<? extends Throwable>> types) {
    return !types.isEmpty()
        && Causes.of(failure).stream()
            .anyMatch(cause -> types.stream().anyMatch(type -> type.isInstance(cause)));
  }

  /** The attempts of one call that has failed; not thread-safe. */
  public final class Attempts {

    private final FailsafeAttempts attempts;
    private final BackOff backOff;

    private Attempts(FailsafeAttempts attempts, BackOff backOff) {
      this.attempts = attempts;
      this.backOff = backOff;
    }

    /**
     * The point in time before which the next attempt must not start, or -1 if there is none: the
     * failure is not curable, no attempt is left, or it would come too late.
     *
     * @param arrival the arrival of the call
     */
    public long next(Throwable failure, Signal signal, long arrival) {
      if (!attempts.failed(failure)) {
        return -1;
      }
      long delay = backOff.delay(attempts.count());
      if (signal.statesDelay()) {
        if (signal.statedDelayNanos() > settings.maxDelayNanos()) {
          return -1;
        }
        delay = signal.statedDelayNanos();
      }
      long notBefore = Timeline.after(timeline.now(), delay);
      return notBefore < deadline(arrival) ? notBefore : -1;
    }
  }
}
