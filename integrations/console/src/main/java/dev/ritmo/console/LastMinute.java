package dev.ritmo.console;

import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a limiter did in the last minute.
 *
 * @param failures failed attempts by their reason; reasons without any are not there
 * @param waits waits that have ended, by what was waited for
 * @param waited how long they were together
 */
record LastMinute(
    long admitted,
    long refused,
    long retried,
    long givenUp,
    Map<Signal.Reason, Long> failures,
    Map<WaitCause, Long> waits,
    Map<WaitCause, Duration> waited) {

  private static final int SECONDS = 60;

  /** The sum of these samples, as far as they are of the minute before this second. */
  static LastMinute of(List<Sample> samples, long second) {
    List<Sample> recent =
        samples.stream().filter(sample -> sample.second > second - SECONDS).toList();
    Map<Signal.Reason, Long> failures = new EnumMap<>(Signal.Reason.class);
    Map<WaitCause, Long> waits = new EnumMap<>(WaitCause.class);
    Map<WaitCause, Duration> waited = new EnumMap<>(WaitCause.class);
    for (Sample sample : recent) {
      sample.failures.forEach((reason, count) -> failures.merge(reason, count, Long::sum));
      sample.waits.forEach((cause, count) -> waits.merge(cause, count, Long::sum));
      sample.waited.forEach(
          (cause, millis) -> waited.merge(cause, Duration.ofMillis(millis), Duration::plus));
    }
    return new LastMinute(
        recent.stream().mapToLong(sample -> sample.admitted).sum(),
        recent.stream().mapToLong(sample -> sample.refused).sum(),
        recent.stream().mapToLong(sample -> sample.retried).sum(),
        recent.stream().mapToLong(sample -> sample.givenUp).sum(),
        failures,
        waits,
        waited);
  }

  /** How many attempts have failed for one of these reasons. */
  long failed(List<Signal.Reason> reasons) {
    return reasons.stream().mapToLong(reason -> failures.getOrDefault(reason, 0L)).sum();
  }
}
