package dev.ritmo.samples.quickstart;

import dev.ritmo.testkit.Delays;
import dev.ritmo.testkit.Delays.Range;
import dev.ritmo.testkit.Optimum;
import dev.ritmo.testkit.Policy;
import java.time.Duration;

/** The provider's limit, and the batch that is sent to it. */
record Scenario(int calls, Duration period, int requests, int threads, PolicyKind kind) {

  private static final Duration LONGEST_WAY = Duration.ofMillis(20);

  Policy policy() {
    return kind.create(calls, period);
  }

  /**
   * Up to 20 ms on the way, but at most 1 % of a short period; a model that thinks for 0.1-0.4 s.
   */
  Delays delays() {
    Duration share = period.dividedBy(100);
    Range way = new Range(Duration.ZERO, share.compareTo(LONGEST_WAY) < 0 ? share : LONGEST_WAY);
    return new Delays(way, Range.millis(100, 400), way, 1);
  }

  /** How long a client takes that starts then and foresees everything. */
  Duration optimum(Duration start) {
    return Optimum.of(policy(), delays(), requests, threads, start);
  }

  /** Overrides the numbers in the annotation of {@link Summaries}; before the first call. */
  void configureLimiter() {
    System.setProperty("ritmo.limiter.summaries.calls", Integer.toString(calls));
    System.setProperty("ritmo.limiter.summaries.period", Long.toString(period.toMillis()));
    System.setProperty("ritmo.limiter.summaries.unit", "MILLISECONDS");
  }

  @Override
  public String toString() {
    return "%d requests from %d threads; the provider admits %d in %s (%s)"
        .formatted(requests, threads, calls, Text.seconds(period), kind.text());
  }
}
