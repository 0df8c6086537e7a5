package dev.ritmo.benchmarks.drain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outcomes side by side. */
final class DrainTable {

  private static final String LINE = "%-20s%10s%10s%8s%8s%8s%12s%10s%11s%8s%n";

  private DrainTable() {}

  static String of(Scenario scenario, List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (%s): %d calls, %d threads, told %d %s per %d s%n"
            .formatted(
                scenario.title(),
                scenario.name(),
                scenario.calls(),
                scenario.threads(),
                scenario.limit(),
                scenario.unit().text(),
                scenario.period().toSeconds()));
    text.append(
        LINE.formatted(
            "",
            "x optimum",
            "rejected",
            "failed",
            "undone",
            "most",
            "wait p50 s",
            "p99 s",
            "overtaken",
            "spread"));
    for (Outcome outcome : outcomes) {
      text.append(
          LINE.formatted(
              outcome.client(),
              ratio(outcome),
              whole(outcome.rejected()),
              whole(outcome.failed()),
              whole(outcome.undone()),
              whole(outcome.most()),
              seconds(outcome.waitMedian()),
              seconds(outcome.waitP99()),
              whole(outcome.overtaken()),
              whole(outcome.spread())));
    }
    return text.toString();
  }

  /** Make-span over optimum and rejections of every client in every scenario. */
  static String summary(Map<Scenario, List<Outcome>> results) {
    Set<String> clients = new LinkedHashSet<>();
    results
        .values()
        .forEach(outcomes -> outcomes.forEach(outcome -> clients.add(outcome.client())));
    StringBuilder text = new StringBuilder("x optimum (rejected)\n%-18s".formatted(""));
    clients.forEach(client -> text.append("%17s".formatted(client.replace("Ritmo, ", ""))));
    text.append('\n');
    results.forEach((scenario, outcomes) -> text.append(row(scenario, clients, outcomes)));
    text.append("%-18s".formatted("worst"));
    for (String client : clients) {
      double worst =
          results.values().stream().mapToDouble(one -> ratio(client, one)).max().orElse(0);
      text.append("%17s".formatted(Double.isInfinite(worst) ? "never" : number(worst, 2)));
    }
    return text.append('\n').toString();
  }

  private static String row(Scenario scenario, Set<String> clients, List<Outcome> outcomes) {
    StringBuilder line = new StringBuilder("%-18s".formatted(scenario.name()));
    for (String client : clients) {
      Outcome outcome = of(client, outcomes);
      line.append("%17s".formatted(outcome == null ? "-" : cell(outcome)));
    }
    return line.append('\n').toString();
  }

  private static double ratio(String client, List<Outcome> outcomes) {
    Outcome outcome = of(client, outcomes);
    return outcome == null ? 0 : outcome.ratio();
  }

  private static @Nullable Outcome of(String client, List<Outcome> outcomes) {
    return outcomes.stream().filter(one -> one.client().equals(client)).findAny().orElse(null);
  }

  private static String cell(Outcome outcome) {
    return ratio(outcome) + " (" + whole(outcome.rejected()) + ")";
  }

  /** A batch of which calls were lost was not done, however fast. */
  static String ratio(Outcome outcome) {
    if (outcome.undone() > 0) {
      return "> 3";
    }
    return outcome.failed() > 0 ? "lost" : number(outcome.ratio(), 2);
  }

  private static String whole(double number) {
    return number(number, 0);
  }

  private static String seconds(double millis) {
    return number(millis / 1e3, 2);
  }

  private static String number(double number, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }
}
