package dev.ritmo.runtime.internal.retry;

import dev.ritmo.runtime.spi.RetrySettings;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off: the delay grows by a factor from attempt to attempt up to a bound; jitter
 * only adds to it. Immutable.
 */
final class BackOff {

  private final RetrySettings settings;
  private final DoubleSupplier random;

  /**
   * @param random numbers from 0 to 1
   */
  BackOff(RetrySettings settings, DoubleSupplier random) {
    this.settings = settings;
    this.random = random;
  }

  /** The delay in nanoseconds after this many failed attempts, at least 1. */
  long delay(int failures) {
    return (long) (bounded(failures) * (1 + settings.jitter() * random.getAsDouble()));
  }

  /** The delay without jitter. */
  long least(int failures) {
    return (long) bounded(failures);
  }

  private double bounded(int failures) {
    double grown = settings.initialDelayNanos() * Math.pow(settings.multiplier(), failures - 1.0);
    return Math.min(grown, (double) settings.maxDelayNanos());
  }
}
