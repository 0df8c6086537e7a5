package dev.ritmo.processor.model;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A {@code @RetryOnRateLimit} as written.
 *
 * @param initialDelay meaningful only if it is written
 * @param maxDelay meaningful only if it is written
 * @param deadline meaningful only if it is written
 */
public record Retry(
    Place place,
    Setting<Integer> maxAttempts,
    Setting<Long> initialDelay,
    Setting<Long> maxDelay,
    Setting<Double> multiplier,
    Setting<Double> jitter,
    Setting<Long> deadline,
    Setting<TimeUnit> unit,
    List<FailureType> retryOn,
    List<FailureType> abortOn) {

  /** All classes that it names. */
  public List<FailureType> failureTypes() {
    return Stream.concat(retryOn.stream(), abortOn.stream()).toList();
  }
}
