package dev.ritmo.benchmarks.cost;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * All benchmarks run once, one after the other, each in a virtual machine of its own.
 *
 * @param nanos the time of a call, on each of the threads
 * @param bytes what a call allocates
 */
record Round(Map<Row, Double> nanos, Map<Row, Double> bytes) {

  private static final String BYTES_PER_CALL = "gc.alloc.rate.norm";

  static Round of(Collection<RunResult> results) {
    Map<Row, Double> nanos = new EnumMap<>(Row.class);
    Map<Row, Double> bytes = new EnumMap<>(Row.class);
    for (RunResult result : results) {
      Row row = Row.of(result.getParams().getBenchmark());
      double callsPerNano = result.getPrimaryResult().getScore();
      nanos.put(row, result.getParams().getThreads() / callsPerNano);
      bytes.put(row, bytes(result.getSecondaryResults()));
    }
    return new Round(nanos, bytes);
  }

  @SuppressWarnings("rawtypes") // as JMH declares it
  private static double bytes(Map<String, Result> secondary) {
    return secondary.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith(BYTES_PER_CALL))
        .mapToDouble(entry -> entry.getValue().getScore())
        .findAny()
        .orElse(Double.NaN);
  }

  double ratio(Row row) {
    return nanos.getOrDefault(row, Double.NaN) / nanos.getOrDefault(Row.FLOOR, Double.NaN);
  }
}
