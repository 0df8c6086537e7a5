package dev.ritmo.benchmarks.cost;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Medians over rounds, with the least and the most. */
final class CostTable {

  private static final String LINE = "%-40s%22s%12s%n";

  private CostTable() {}

  static String of(int threads, List<Round> rounds) {
    StringBuilder text = new StringBuilder();
    String title = threads == 1 ? "1 thread" : threads + " threads, one limiter";
    text.append(LINE.formatted(title, "x floor", "bytes"));
    for (Row row : Row.values()) {
      String ratio = spread(rounds, round -> round.ratio(row), "%.2f");
      double bytes = median(rounds, round -> round.bytes().getOrDefault(row, Double.NaN));
      text.append(LINE.formatted(row.label(), ratio, String.format(Locale.ROOT, "%.1f", bytes)));
    }
    String floor =
        spread(rounds, round -> round.nanos().getOrDefault(Row.FLOOR, Double.NaN), "%.0f");
    return text.append("1.00 is ").append(floor).append(" ns\n").toString();
  }

  private static String spread(List<Round> rounds, ToDoubleFunction<Round> value, String format) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    String median = String.format(Locale.ROOT, format, median(rounds, value));
    if (sorted.length == 1) {
      return median;
    }
    String range = format + "-" + format;
    return "%s (%s)"
        .formatted(median, String.format(Locale.ROOT, range, sorted[0], sorted[sorted.length - 1]));
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
