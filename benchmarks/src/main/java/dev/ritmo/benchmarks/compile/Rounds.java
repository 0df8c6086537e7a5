package dev.ritmo.benchmarks.compile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the steps took, round by round, and as ratios to javac in the same round. */
final class Rounds {

  private final List<Map<Step, Long>> rounds = new ArrayList<>();

  void add(Map<Step, Long> nanos) {
    rounds.add(new EnumMap<>(nanos));
  }

  /** The median in milliseconds. */
  String millis(Step step) {
    return String.format(Locale.ROOT, "%,.0f ms", quantile(sorted(step, false), 0.5) / 1e6);
  }

  /** The median ratio, with the middle half of all rounds. */
  String ratio(Step step) {
    double[] ratios = sorted(step, true);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f-%.2f)",
        quantile(ratios, 0.5),
        quantile(ratios, 0.25),
        quantile(ratios, 0.75));
  }

  private double[] sorted(Step step, boolean asRatio) {
    return rounds.stream()
        .mapToDouble(round -> asRatio ? ratio(round, step) : nanos(round, step))
        .sorted()
        .toArray();
  }

  private static double ratio(Map<Step, Long> round, Step step) {
    return nanos(round, step) / nanos(round, Step.JAVAC);
  }

  private static double nanos(Map<Step, Long> round, Step step) {
    return (double) round.getOrDefault(step, 0L);
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
