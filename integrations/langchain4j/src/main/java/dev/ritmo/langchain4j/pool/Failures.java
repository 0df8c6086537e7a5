package dev.ritmo.langchain4j.pool;

import dev.ritmo.runtime.RateLimitExceededException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The failures of one request at different members. Guarded by the lock of the pool. */
final class Failures {

  private final List<Throwable> all = new ArrayList<>(0);
  private final List<RateLimitExceededException> refusals = new ArrayList<>(0);
  private @Nullable Throwable curable;

  /**
   * Adds the failure of an attempt.
   *
   * @param isCurable whether the same request may be served later
   */
  void add(Throwable failure, boolean isCurable) {
    all.add(failure);
    curable = isCurable ? failure : curable;
  }

  /** A limiter will never admit the request. */
  void refused(RateLimitExceededException refusal) {
    refusals.add(refusal);
  }

  List<RateLimitExceededException> refusals() {
    return refusals;
  }

  /**
   * With what the request fails in the end: the last failure that time may cure, otherwise the
   * last, with the others suppressed; the refusal if it was never sent.
   */
  Throwable thrown(Throwable refusal) {
    if (all.isEmpty()) {
      return refusal;
    }
    Throwable thrown = curable == null ? all.get(all.size() - 1) : curable;
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
