package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what failures mean: what a classifier of the program says, otherwise what the error code in
 * the body, a header, the status or the type of an exception says, in this order. A failure that is
 * an {@link Error} or a cancellation, or is caused by one, is unknown. Reflects only when something
 * has failed, and never throws.
 */
public final class Signals {

  private static final List<KindClassifier> BUILT_IN =
      List.of(KindByCode::of, KindByHeader::of, KindByStatus::of, KindByType::of);

  private Signals() {}

  @FunctionalInterface
  private interface KindClassifier {
    @Nullable Kind of(KnownAnswer answer);
  }

  /**
   * What a failure says.
   *
   * @param now the time of day, for times stated as a date
   */
  public static Signal of(Throwable failure, Instant now) {
    try {
      List<Throwable> causes = Causes.telling(failure);
      return causes.isEmpty() ? Signal.of(Kind.UNKNOWN) : of(causes, now);
    } catch (RuntimeException | Error e) {
      return Signal.of(Kind.UNKNOWN); // from a failure that throws where nobody expects it
    }
  }

  private static Signal of(List<Throwable> causes, Instant now) {
    KnownAnswer answer = KnownAnswer.of(causes, now);
    Signal signal = Classifiers.signal(causes, answer);
    if (signal != null) {
      return completed(signal, answer);
    }
    Kind kind = kind(answer);
    if (kind == Kind.REJECTED && LastingRejection.isForGood(answer)) {
      return Signal.of(Kind.USELESS);
    }
    Signal told = completed(Signal.of(kind), answer);
    boolean lasts =
        kind == Kind.REJECTED && !told.statesDelay() && LastingRejection.isForLong(answer);
    return lasts ? Signal.of(Kind.USELESS) : told;
  }

  private static Kind kind(KnownAnswer answer) {
    for (KindClassifier classifier : BUILT_IN) {
      Kind kind = classifier.of(answer);
      if (kind != null) {
        return kind;
      }
    }
    return Kind.UNKNOWN;
  }

  /** The signal with what the answer says about it in addition. */
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
      delay = delay(signal.kind(), meant, answer);
    }
    return new Signal(signal.kind(), meant, delay);
  }

  private static long delay(Kind kind, @Nullable Dimension meant, KnownAnswer answer) {
    long delay = RetryAfter.delay(answer);
    // without an answer, the words are those of a time-out of the client
    boolean isAnswered = kind != Kind.TRANSIENT || answer.status() >= 0;
    if (delay == Signal.NONE && isAnswered) {
      delay = RetryHint.delay(answer);
    }
    if (delay != Signal.NONE) {
      return delay;
    }
    // where a day is used up, the limit that was meant may be stated by the minute
    return LimitHeaders.delay(answer, LastingRejection.isForLong(answer) ? null : meant);
  }
}
