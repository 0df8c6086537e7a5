package dev.ritmo.benchmarks.accidents;

import java.util.Arrays;
import java.util.List;

/** Numbers in their order; those that are not numbers are left out, infinite ones stay. */
final class Spread {

  private final double[] sorted;

  Spread(List<Double> numbers) {
    sorted = numbers.stream().filter(number -> !number.isNaN()).mapToDouble(n -> n).toArray();
    Arrays.sort(sorted);
  }

  boolean isEmpty() {
    return sorted.length == 0;
  }

  /** The number that this share of all do not exceed. */
  double share(double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  double median() {
    return share(0.5);
  }

  double p90() {
    return share(0.9);
  }

  double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }
}
