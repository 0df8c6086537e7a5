package dev.ritmo.benchmarks.drain;

import dev.ritmo.benchmarks.common.Sorted;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What became of one client, or the medians of several runs of it.
 *
 * @param client its name
 * @param ratio make-span over optimum; infinite if a call failed or was not done in time
 * @param rejected requests that the provider rejected
 * @param failed calls that ended with an exception
 * @param undone calls that were not done at three times the optimum
 * @param most requests, or tokens of those, that left within any period
 * @param waitMedian milliseconds from a call's beginning to the departure of what was served
 * @param waitP99 the same for the slowest hundredth
 * @param overtaken calls that were passed by a later one, by more than twice the jitter
 * @param spread calls of the busiest thread beyond those of the idlest
 * @param timeline what the chart shows; of the first run
 */
record Outcome(
    String client,
    double ratio,
    double rejected,
    double failed,
    double undone,
    double most,
    double waitMedian,
    double waitP99,
    double overtaken,
    double spread,
    Timeline timeline) {

  static Outcome of(
      String client,
      Scenario scenario,
      @Nullable Tokens tokens,
      Duration optimum,
      long start,
      Journal.Entries entries) {
    int[] served = served(entries);
    int undone = scenario.calls() - served.length - entries.failed();
    long end = IntStream.of(served).mapToLong(call -> entries.done()[call] - start).max().orElse(0);
    long[] waits =
        IntStream.of(served)
            .mapToLong(call -> entries.sent()[call] - entries.taken()[call])
            .sorted()
            .toArray();
    int[] amounts =
        IntStream.of(entries.departed())
            .map(call -> tokens == null ? 1 : tokens.all(call))
            .toArray();
    boolean isDone = undone == 0 && entries.failed() == 0;
    return new Outcome(
        client,
        isDone ? (double) end / optimum.toNanos() : Double.POSITIVE_INFINITY,
        entries.rejections().length,
        entries.failed(),
        undone,
        most(entries.departures(), amounts, scenario.period().toNanos()),
        Sorted.share(waits, 0.5) / 1e6,
        Sorted.share(waits, 0.99) / 1e6,
        overtaken(served, entries),
        spread(served, entries, scenario.threads()),
        new Timeline(
            since(start, entries.departures()),
            amounts,
            since(start, entries.rejections()),
            end,
            optimum));
  }

  /** The median of each number, but the worst of what must not happen at all. */
  static Outcome median(List<Outcome> runs) {
    return new Outcome(
        runs.get(0).client,
        median(runs, Outcome::ratio),
        median(runs, Outcome::rejected),
        worst(runs, Outcome::failed),
        worst(runs, Outcome::undone),
        worst(runs, Outcome::most),
        median(runs, Outcome::waitMedian),
        median(runs, Outcome::waitP99),
        median(runs, Outcome::overtaken),
        median(runs, Outcome::spread),
        runs.get(0).timeline);
  }

  private static double median(List<Outcome> runs, ToDoubleFunction<Outcome> number) {
    return Sorted.median(runs.stream().mapToDouble(number).toArray());
  }

  private static double worst(List<Outcome> runs, ToDoubleFunction<Outcome> number) {
    return runs.stream().mapToDouble(number).max().orElse(0);
  }

  private static int[] served(Journal.Entries entries) {
    return IntStream.range(0, entries.done().length)
        .filter(call -> entries.done()[call] != 0)
        .toArray();
  }

  /** The most in any half-open window; departures are in the order of time. */
  private static long most(long[] departures, int[] amounts, long period) {
    long most = 0;
    long within = 0;
    int from = 0;
    for (int to = 0; to < departures.length; to++) {
      within += amounts[to];
      while (departures[to] - departures[from] >= period) {
        within -= amounts[from++];
      }
      most = Math.max(most, within);
    }
    return most;
  }

  private static int overtaken(int[] served, Journal.Entries entries) {
    int overtaken = 0;
    long earliestLater = Long.MAX_VALUE;
    for (int i = served.length - 1; i >= 0; i--) {
      long sent = entries.sent()[served[i]];
      if (sent - 2 * Scenario.JITTER.toNanos() > earliestLater) {
        overtaken++;
      }
      earliestLater = Math.min(earliestLater, sent);
    }
    return overtaken;
  }

  private static int spread(int[] served, Journal.Entries entries, int threads) {
    int[] calls = new int[threads];
    for (int call : served) {
      calls[entries.worker()[call]]++;
    }
    return IntStream.of(calls).max().orElse(0) - IntStream.of(calls).min().orElse(0);
  }

  private static double[] since(long start, long[] times) {
    return Arrays.stream(times).mapToDouble(time -> (time - start) / 1e9).toArray();
  }

  /**
   * What happened when, in seconds since the start.
   *
   * @param departures of all requests
   * @param amounts what each departure counts
   * @param rejections as the provider decided them
   * @param endNanos the last answer
   * @param optimum the end of a client that foresees everything
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Timeline(
      double[] departures, int[] amounts, double[] rejections, long endNanos, Duration optimum) {}
}
