package dev.ritmo.samples.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The outcomes side by side. */
final class Table {

  private Table() {}

  static String of(List<Outcome> outcomes, Duration period) {
    String format = "%-15s%10s%10s%9s%10s%8s%18s%n";
    StringBuilder text = new StringBuilder();
    text.append(
        format.formatted(
            "",
            "time",
            "optimum",
            "ratio",
            "rejected",
            "failed",
            "most in any " + Text.seconds(period)));
    for (Outcome outcome : outcomes) {
      text.append(
          format.formatted(
              outcome.name(),
              Text.tenths(outcome.time()),
              Text.tenths(outcome.optimum()),
              ratio(outcome),
              outcome.rejected(),
              outcome.failed(),
              outcome.mostInWindow()));
    }
    return text.toString();
  }

  /** A batch of which calls were lost was not done, however fast. */
  private static String ratio(Outcome outcome) {
    return outcome.failed() > 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.3f", (double) outcome.time().toNanos() / outcome.optimum().toNanos());
  }
}
