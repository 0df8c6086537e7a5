package dev.ritmo.samples.quickstart;

import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.WindowCheck;
import java.time.Duration;

/**
 * What became of a batch.
 *
 * @param rejected the requests that the provider rejected
 * @param failed the calls that ended with an exception
 * @param mostInWindow the most requests that arrived in any window of one period
 */
record Outcome(
    String name, Duration time, Duration optimum, long rejected, int failed, int mostInWindow) {

  static Outcome of(
      String name, Batch batch, Duration optimum, LocalProvider provider, Duration period) {
    return new Outcome(
        name,
        batch.time(),
        optimum,
        rejected(provider),
        batch.failed(),
        WindowCheck.of(provider.arrivedNanos(), period).largest());
  }

  static long rejected(LocalProvider provider) {
    return provider.arrivals().stream().filter(arrival -> !arrival.admitted()).count();
  }

  /** Whether all was done without a rejection and within the limit. */
  boolean isClean(int limit) {
    return rejected == 0 && failed == 0 && mostInWindow <= limit;
  }
}
