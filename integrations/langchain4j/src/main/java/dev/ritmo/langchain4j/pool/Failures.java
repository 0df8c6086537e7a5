package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of one request at different members. Guarded by the lock of the pool. */
final class Failures {

  private final List<Throwable> all = new ArrayList<>(0);
  private final List<RateLimitExceededException> refusals = new ArrayList<>(0);

  /** The one to tell; null before the first. */
  private @Nullable Throwable told;

  private boolean isCurable;

  /**
   * Adds the failure of an attempt. One that time may cure is told rather than others, unless the
   * request itself is at fault: that is always the last.
   */
  void add(Throwable failure, Signal signal) {
    all.add(failure);
    boolean isOfRequest =
        signal.reason() == Reason.BAD_REQUEST || signal.reason() == Reason.UNKNOWN;
    if (signal.isCurable() || isOfRequest || !isCurable) {
      told = failure;
      isCurable = signal.isCurable();
    }
  }

  /** A limiter will never admit the request. */
  void refused(RateLimitExceededException refusal) {
    refusals.add(refusal);
  }

  List<RateLimitExceededException> refusals() {
    return refusals;
  }

  /**
   * With what the request fails in the end: one of its failures, with the others suppressed; the
   * refusal if it was never sent.
   */
  Throwable thrown(Throwable refusal) {
    Throwable thrown = told;
    if (thrown == null) {
      return refusal;
    }
    for (Throwable other : all) {
      suppress(thrown, other);
    }
    suppress(thrown, refusal);
    return thrown;
  }

  private static void suppress(Throwable thrown, Throwable other) {
    boolean isKnown = thrown == other;
    for (Throwable known : thrown.getSuppressed()) {
      boolean isRefusal = other instanceof RateLimitExceededException;
      isKnown |= known == other || (isRefusal && known instanceof RateLimitExceededException);
    }
    if (!isKnown) { // an instance that is thrown again and again must not grow
      thrown.addSuppressed(other);
    }
  }
}
