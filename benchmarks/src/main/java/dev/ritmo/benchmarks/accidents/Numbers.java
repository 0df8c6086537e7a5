package dev.ritmo.benchmarks.accidents;

import java.util.Locale;

/** Numbers as tables have them. */
final class Numbers {

  private Numbers() {}

  /** Seven characters; infinite for what never came. */
  static String ratio(double ratio) {
    return Double.isNaN(ratio)
        ? "      -"
        : Double.isInfinite(ratio) ? "  never" : String.format(Locale.ROOT, "%7.2f", ratio);
  }

  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }
}
