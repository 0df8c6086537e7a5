package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.internal.signal.provider.Providers;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classifies failures, in this order: by the classifiers of the program, by what is known about
 * providers, by error code, header, status, and type of the exception. A failure that is an {@link
 * Error} or a cancellation, or is caused by one, is unknown. Uses reflection only after a failure,
 * and never throws.
 */
public final class Signals {

  private static final List<Classifier> BUILT_IN =
      List.of(
          answer -> Providers.signal(answer.causes().get(0), answer),
          SignalByCode::of,
          SignalByHeader::of,
          SignalByStatus::of,
          SignalByType::of);

  private Signals() {}

  @FunctionalInterface
  private interface Classifier {
    @Nullable Signal of(KnownAnswer answer);
  }

  /**
   * Classifies a failure.
   *
   * @param now the time of day, for times stated as a date
   */
  public static Signal of(Throwable failure, Instant now) {
    try {
      List<Throwable> causes = Causes.ofProvider(failure);
      return causes.isEmpty() ? Signal.of(Kind.UNKNOWN) : of(causes, now);
    } catch (RuntimeException | Error e) {
      return Signal.of(Kind.UNKNOWN); // an accessor of the failure has thrown
    }
  }

  private static Signal of(List<Throwable> causes, Instant now) {
    KnownAnswer answer = KnownAnswer.of(causes, now);
    Signal ofProgram = Classifiers.signal(causes, answer);
    if (ofProgram != null) {
      return completed(withReason(ofProgram, answer), answer);
    }
    Signal known = withoutPause(known(answer), answer);
    if (known.kind() == Kind.REJECTED) {
      UnknownLimitHeaders.report(answer);
    }
    Signal completed = completed(known, answer);
    boolean isUsedUp =
        completed.kind() == Kind.REJECTED
            && completed.reason() == Reason.QUOTA
            && !completed.statesDelay();
    return isUsedUp ? Signal.of(Kind.USELESS, Reason.QUOTA) : completed;
  }

  private static Signal known(KnownAnswer answer) {
    for (Classifier classifier : BUILT_IN) {
      Signal signal = classifier.of(answer);
      if (signal != null) {
        return signal;
      }
    }
    return Signal.of(Kind.UNKNOWN);
  }

  /**
   * A bad request says nothing about limits, whatever its answer repeats, so 400 and 422 pause no
   * limiter. Only Amazon throttles with 400.
   */
  private static Signal withoutPause(Signal signal, KnownAnswer answer) {
    boolean pauses = signal.kind() == Kind.REJECTED || signal.kind() == Kind.OVERLOADED;
    return pauses && isBadRequest(answer) && !isThrottledByAws(answer)
        ? Signal.of(Kind.USELESS, Reason.BAD_REQUEST)
        : signal;
  }

  private static boolean isBadRequest(KnownAnswer answer) {
    return answer.status() == 400 || answer.status() == 422;
  }

  private static boolean isThrottledByAws(KnownAnswer answer) {
    return answer.codesOfAws().contains("throttlingexception");
  }

  /** The signal of a program, with Ritmo's reason if it gives none. */
  private static Signal withReason(Signal signal, KnownAnswer answer) {
    if (signal.reason() != Reason.UNKNOWN) {
      return signal;
    }
    Signal known = known(answer);
    return known.kind() == signal.kind() ? signal.withReason(known.reason()) : signal;
  }

  /** The signal, completed from the answer. */
  private static Signal completed(Signal signal, KnownAnswer answer) {
    if (!signal.isCurable()) {
      return signal;
    }
    Dimension meant = signal.meant();
    if (meant == null && signal.kind() == Kind.REJECTED) {
      meant = MeantDimension.of(answer);
    }
    long delay = signal.statedDelayNanos();
    if (delay < 0 || delay > StatedTime.LONGEST) {
      delay = delay(signal, meant, answer);
    }
    return signal.withMeant(meant).withStatedDelayNanos(delay);
  }

  private static long delay(Signal signal, @Nullable Dimension meant, KnownAnswer answer) {
    if (isBadRequest(answer) && signal.kind() != Kind.REJECTED) {
      return Signal.NONE;
    }
    long delay = RetryAfter.delay(answer);
    // without an answer, the words come from a time-out of the client
    boolean isAnswered = signal.kind() != Kind.TRANSIENT || answer.status() >= 0;
    if (delay == Signal.NONE && isAnswered) {
      delay = StatedInBody.delay(answer);
    }
    if (delay != Signal.NONE) {
      return delay;
    }
    if (signal.reason() == Reason.QUOTA) {
      // the limit that rejected may be stated per minute
      return LimitHeaders.delay(answer, null, null);
    }
    return LimitHeaders.delay(answer, trusted(signal, answer), meant);
  }

  /** The dimension of the limit, from parts that no user can have written. */
  private static @Nullable Dimension trusted(Signal signal, KnownAnswer answer) {
    Dimension named = signal.meant() == null ? MeantDimension.byName(answer) : signal.meant();
    return named == null ? LimitHeaders.exhausted(answer) : named;
  }
}
