package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.spi.Signal;

/** The attempts of one call that has failed at least once; not thread-safe. */
public final class Attempts {

  private final Retry.Attempts attempts;

  Attempts(Retry.Attempts attempts) {
    this.attempts = attempts;
  }

  long next(Throwable failure, Signal signal, long arrival) {
    return attempts.next(failure, signal, arrival);
  }
}
