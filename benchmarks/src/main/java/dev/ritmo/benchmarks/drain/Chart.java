package dev.ritmo.benchmarks.drain;

import java.util.Arrays;
import java.util.List;

/**
 * How much of the limit each client uses: what left it within the last period, over time, against
 * what it is told. Red marks are rejections, the dark line is its last answer, and the green one
 * that of a client that foresees everything.
 */
final class Chart {

  private static final int LEFT = 150;
  private static final int WIDTH = 760;
  private static final int TOP = 40;
  private static final int PANEL = 90;
  private static final int PLOT = 64;

  private final Scenario scenario;
  private final double secondsShown;
  private final Svg svg;

  private Chart(Scenario scenario, List<Outcome> outcomes) {
    this.scenario = scenario;
    this.secondsShown =
        outcomes.stream()
            .mapToDouble(outcome -> Math.max(last(outcome), outcome.timeline().endNanos() / 1e9))
            .max()
            .orElse(1);
    this.svg = new Svg(LEFT + WIDTH + 20, TOP + PANEL * outcomes.size() + 30);
  }

  static Svg of(Scenario scenario, List<Outcome> outcomes) {
    Chart chart = new Chart(scenario, outcomes);
    chart.draw(outcomes);
    return chart.svg;
  }

  private void draw(List<Outcome> outcomes) {
    svg.text(
        10,
        20,
        "start",
        "%s that left within the last %d s, and the limit told: %s"
            .formatted(scenario.unit().text(), scenario.period().toSeconds(), scenario.title()));
    for (int i = 0; i < outcomes.size(); i++) {
      panel(outcomes.get(i), TOP + PANEL * i + PLOT);
    }
    double bottom = TOP + PANEL * outcomes.size();
    for (int second = 0; second <= secondsShown; second += 5) {
      svg.text(x(second), bottom + 10, "middle", second + " s");
    }
  }

  private void panel(Outcome outcome, double base) {
    Outcome.Timeline timeline = outcome.timeline();
    double[] departures = timeline.departures();
    double scale = PLOT / Math.max(outcome.most(), scenario.limit());
    svg.text(10, base - 40, "start", outcome.client());
    svg.text(10, base - 24, "start", "x optimum: " + DrainTable.ratio(outcome));
    svg.text(10, base - 8, "start", timeline.rejections().length + " rejected");
    svg.path(area(departures, timeline.amounts(), base, scale), "fill='#9ecae1' stroke='#3182bd'");
    double limit = base - scenario.limit() * scale;
    svg.line(LEFT, limit, LEFT + WIDTH, limit, "stroke='black' stroke-dasharray='4 3'");
    svg.line(LEFT, base, LEFT + WIDTH, base, "stroke='black'");
    for (double rejection : timeline.rejections()) {
      svg.line(x(rejection), base, x(rejection), base + 8, "stroke='#de2d26'");
    }
    mark(timeline.endNanos(), base, "stroke='#08519c' stroke-width='2'");
    mark(timeline.optimum().toNanos(), base, "stroke='#31a354' stroke-width='2'");
  }

  private void mark(long nanos, double base, String style) {
    double x = x(nanos / 1e9);
    svg.line(x, base - PLOT, x, base, style);
  }

  /** Each departure counts for one period. */
  private CharSequence area(double[] departures, int[] amounts, double base, double scale) {
    double period = scenario.period().toNanos() / 1e9;
    StringBuilder points = new StringBuilder(Svg.point(x(0), base));
    long within = 0;
    int left = 0;
    int expired = 0;
    while (expired < departures.length) {
      double expiry = departures[expired] + period;
      double before = base - within * scale;
      double at;
      if (left < departures.length && departures[left] <= expiry) {
        within += amounts[left];
        at = departures[left++];
      } else {
        at = expiry;
        within -= amounts[expired];
        expired++;
      }
      points.append(Svg.point(x(at), before));
      points.append(Svg.point(x(at), base - within * scale));
    }
    return points;
  }

  private double x(double seconds) {
    return LEFT + Math.min(1, seconds / secondsShown) * WIDTH;
  }

  private static double last(Outcome outcome) {
    return Arrays.stream(outcome.timeline().departures()).max().orElse(0);
  }
}
