package dev.ritmo.console;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * What one limiter did since the sample before. Immutable. There are many of these, so they are
 * small.
 */
final class Sample {

  /** Shares are in thousandths. */
  static final int WHOLE = 1000;

  final long second;
  final int admitted;
  final int refused;
  final int retried;
  final int givenUp;
  final int waiting;
  final boolean isPaused;

  /** Failed attempts by their reason. Reasons without any are not there. */
  final Map<Signal.Reason, Long> failures;

  /** Waits that have ended, by their cause. */
  final Map<WaitCause, Long> waits;

  /** How long they were, in milliseconds. */
  final Map<WaitCause, Long> waited;

  /** Of each limit, in thousandths of the declared amount, what is used. */
  final int[] used;

  /** Of each limit, in thousandths of the declared rate, what is admitted. */
  final int[] effective;

  /** The difference between two snapshots of one limiter. */
  Sample(long second, LimiterSnapshot before, LimiterSnapshot now) {
    MethodState start = before.total();
    MethodState end = now.total();
    this.second = second;
    this.admitted = grown(start.admitted(), end.admitted());
    this.refused = grown(start.refused(), end.refused());
    this.retried = grown(sum(start.retries().values()), sum(end.retries().values()));
    this.givenUp = grown(sum(start.givenUp().values()), sum(end.givenUp().values()));
    this.waiting = now.waiting();
    this.isPaused = now.pausedUntil() != null;
    this.failures = grown(start.failures(), end.failures(), count -> count);
    this.waits = grown(start.waits(), end.waits(), WaitTotals::count);
    this.waited = grown(start.waits(), end.waits(), totals -> totals.total().toMillis());
    List<LimitState> states = now.states();
    this.used = states.stream().mapToInt(Sample::used).toArray();
    this.effective = states.stream().mapToInt(Sample::effective).toArray();
  }

  /** How many attempts have failed. */
  int failed() {
    return (int) sum(failures.values());
  }

  /** Whether anything happened. */
  boolean isActive() {
    return admitted + refused + retried + failed() + waiting > 0 || isPaused;
  }

  private static <K extends Enum<K>, V> Map<K, Long> grown(
      Map<K, V> start, Map<K, V> end, ToLongFunction<V> count) {
    Map<K, Long> counts = new TreeMap<>();
    end.forEach(
        (key, value) -> {
          V before = start.get(key);
          int more =
              grown(before == null ? 0 : count.applyAsLong(before), count.applyAsLong(value));
          if (more > 0) {
            counts.put(key, (long) more);
          }
        });
    return counts.isEmpty() ? Map.of() : counts;
  }

  private static long sum(Iterable<Long> counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  /** Counters start again where limiters are forgotten. */
  private static int grown(long start, long end) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, end - start));
  }

  private static int used(LimitState state) {
    return share((double) state.used(), (double) state.limit().amount());
  }

  /** A limit may be kept in shorter windows, so what counts is the rate. */
  static int effective(LimitState state) {
    return share(rate(state.effective()), rate(state.limit()));
  }

  private static double rate(Limit limit) {
    double amount = (double) limit.amount();
    return limit.dimension() == Dimension.SLOTS ? amount : amount / limit.periodNanos();
  }

  private static int share(double part, double whole) {
    return (int) Math.round(Math.min(10, part / whole) * WHOLE);
  }
}
