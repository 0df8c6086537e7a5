package dev.ritmo.processor.model;

import dev.ritmo.rules.Defaults;
import java.util.concurrent.TimeUnit;

/**
 * The two delays of a retry, in nanoseconds. If only one is written, the other is its default, or
 * equal to the written one if the default would reverse their order.
 */
public record RetryDelays(long initialNanos, long maxNanos) {

  /** The delays of a retry whose numbers are within their bounds. */
  public static RetryDelays of(Retry retry) {
    TimeUnit unit = retry.unit().value();
    boolean initialWritten = retry.initialDelay().isWritten();
    boolean maxWritten = retry.maxDelay().isWritten();
    long initial =
        initialWritten ? unit.toNanos(retry.initialDelay().value()) : Defaults.INITIAL_DELAY;
    long max = maxWritten ? unit.toNanos(retry.maxDelay().value()) : Defaults.MAX_DELAY;
    return new RetryDelays(
        initialWritten ? initial : Math.min(initial, max),
        maxWritten ? max : Math.max(max, initial));
  }
}
