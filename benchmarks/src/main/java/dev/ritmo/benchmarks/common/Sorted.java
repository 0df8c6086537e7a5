package dev.ritmo.benchmarks.common;

import java.util.Arrays;

/** Questions to sorted numbers. */
public final class Sorted {

  private Sorted() {}

  /** The number that this share of all do not exceed; 0 if there is none. */
  public static long share(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
  }

  /** The upper of the two in the middle, if there are two. */
  public static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
