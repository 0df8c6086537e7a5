package dev.ritmo.benchmarks.cost;

import java.util.Arrays;

/** The lines of the table, in its order; each is a benchmark. */
enum Row {
  FLOOR(FloorBenchmark.class, "floor", "floor: nanoTime and compareAndSet"),
  PLAIN(FloorBenchmark.class, "plainCall", "plain call"),
  EXACT(RitmoBenchmark.class, "exact", "Ritmo @RateLimited, exact"),
  FOUR_EXACT(RitmoBenchmark.class, "fourExact", "  four methods in turn"),
  EXACT_INT(RitmoBenchmark.class, "exactInt", "  returns an int"),
  COARSE(RitmoBenchmark.class, "coarse", "  coarse"),
  WITH_SLOTS(RitmoBenchmark.class, "withSlots", "  calls and slots"),
  WITH_ALL(RitmoBenchmark.class, "withAll", "  calls, tokens and slots"),
  WITH_KEY(RitmoBenchmark.class, "keyed", "  calls per key, coarse, 4 keys"),
  PERMIT(ProgramBenchmark.class, "callsTokensAndSlots", "Ritmo permit: calls, tokens, slots"),
  PREPARED(ProgramBenchmark.class, "prepared", "  stated once for all calls"),
  KEYED(ProgramBenchmark.class, "keyed", "Ritmo permit: calls per key, 4 keys"),
  FAILSAFE_BURSTY(PeersBenchmark.class, "failsafeBursty", "Failsafe bursty"),
  FAILSAFE_SMOOTH(PeersBenchmark.class, "failsafeSmooth", "Failsafe smooth"),
  GUAVA(PeersBenchmark.class, "guava", "Guava RateLimiter"),
  BUCKET4J(PeersBenchmark.class, "bucket4j", "Bucket4j"),
  RESILIENCE4J(PeersBenchmark.class, "resilience4j", "resilience4j"),
  SMALLRYE(PeersBenchmark.class, "smallRye", "SmallRye Fault Tolerance"),
  SPRING(SpringBenchmark.class, "limited", "resilience4j @RateLimiter, Spring AOP"),
  RETRIED(RitmoBenchmark.class, "exactRetried", "Ritmo with @RetryOnRateLimit, exact"),
  FOUR_RETRIED(RitmoBenchmark.class, "fourExactRetried", "  four methods in turn"),
  COARSE_RETRIED(RitmoBenchmark.class, "coarseRetried", "  coarse"),
  RESILIENCE4J_RETRIED(
      PeersBenchmark.class, "resilience4jRetried", "resilience4j with retry, decorated"),
  FAILSAFE_RETRIED(PeersBenchmark.class, "failsafeRetried", "Failsafe bursty with retry"),
  SPRING_RETRIED(SpringBenchmark.class, "limitedRetried", "resilience4j with @Retry, Spring AOP");

  private final String benchmark;
  private final String label;

  Row(Class<?> type, String method, String label) {
    this.benchmark = type.getName() + "." + method;
    this.label = label;
  }

  /** The line of a benchmark by its full name. */
  static Row of(String benchmark) {
    return Arrays.stream(values())
        .filter(row -> row.benchmark.equals(benchmark))
        .findAny()
        .orElseThrow(() -> new IllegalStateException("Row must list " + benchmark));
  }

  String label() {
    return label;
  }
}
