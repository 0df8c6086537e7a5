package dev.ritmo.benchmarks.drain;

import java.util.Arrays;

/** Questions to sorted numbers. */
final class Sorted {

  private Sorted() {}

  /** The number that this share of all do not exceed; 0 if there is none. */
  static long share(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
