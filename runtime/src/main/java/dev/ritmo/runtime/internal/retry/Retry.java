package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.signal.Causes;
import dev.ritmo.runtime.internal.signal.Signal;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.spi.RetrySettings;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Whether and when the failed calls of one method are tried again. Immutable. */
public final class Retry {

  private final RetrySettings settings;
  private final Timeline timeline;
  private final BackOff backOff;
  private final FailsafeAttempts.Policy policy;

  /** By these settings, on this timeline. */
  public Retry(RetrySettings settings, Timeline timeline) {
    this.settings = settings;
    this.timeline = timeline;
    this.backOff = new BackOff(settings, () -> ThreadLocalRandom.current().nextDouble());
    this.policy = new FailsafeAttempts.Policy(settings.maxAttempts(), this::isCurable);
  }

  /** The attempts of a call that has just failed for the first time. */
  public Attempts begin() {
    return new Attempts(policy.begin());
  }

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

    private Attempts(FailsafeAttempts attempts) {
      this.attempts = attempts;
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
