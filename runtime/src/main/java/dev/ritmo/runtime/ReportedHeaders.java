package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.signal.StatedLimit;
import dev.ritmo.runtime.internal.signal.StatedLimits;
import dev.ritmo.runtime.internal.window.Observation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a limiter which limits the headers of an answer state. */
final class ReportedHeaders {

  private ReportedHeaders() {}

  /**
   * Reports the headers of one answer.
   *
   * @param arrival of the call, or when its request left
   */
  static void observe(
      Admission limiter, @Nullable Object key, long arrival, Map<String, List<String>> headers) {
    for (StatedLimit stated : StatedLimits.in(headers, limiter.timeline().source().now())) {
      Observation seen =
          new Observation(
              stated.dimension(),
              stated.limit(),
              stated.remaining(),
              stated.resetNanos(),
              stated.periodNanos());
      limiter.observe(key, arrival, seen);
    }
  }
}
