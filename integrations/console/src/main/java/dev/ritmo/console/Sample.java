package dev.ritmo.console;

import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.MethodState;
import dev.ritmo.runtime.WaitTotals;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.WaitCause;
import java.util.Arrays;
import java.util.List;

/**
 * What one limiter did since the sample before. There are many of these, so they are small: numbers
 * in arrays, which are shared where they are zero.
 */
final class Sample {

  /** Shares are in thousandths. */
  static final int WHOLE = 1000;

  private static final int[] NO_FAILURES = new int[Signal.Reason.values().length];
  private static final int[] NO_WAITS = new int[WaitCause.values().length];

  final long second;
  final int admitted;
  final int refused;
  final int retried;
  final int givenUp;
  final int waiting;
  final boolean isPaused;

  /** Failed attempts by the ordinal of their reason. */
  final int[] failures;

  /** Waits that have ended, by the ordinal of their cause. */
  final int[] waits;

  /** How long they were, in milliseconds, by the ordinal of their cause. */
  final int[] waited;

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
    this.failures = failures(start, end);
    this.waits = waits(start, end);
    this.waited = waited(start, end);
    List<LimitState> states = now.states();
    this.used = states.stream().mapToInt(Sample::used).toArray();
    this.effective = states.stream().mapToInt(Sample::effective).toArray();
  }

  /** How many attempts have failed. */
  int failed() {
    return Arrays.stream(failures).sum();
  }

  /** Whether anything happened. */
  boolean isActive() {
    return admitted + refused + retried + failed() + waiting > 0 || isPaused;
  }

  private static int[] failures(MethodState start, MethodState end) {
    int[] counts = new int[NO_FAILURES.length];
    end.failures()
        .forEach(
            (reason, count) ->
                counts[reason.ordinal()] = grown(start.failures().getOrDefault(reason, 0L), count));
    return Arrays.equals(counts, NO_FAILURES) ? NO_FAILURES : counts;
  }

  private static int[] waits(MethodState start, MethodState end) {
    int[] counts = new int[NO_WAITS.length];
    end.waits()
        .forEach(
            (cause, totals) ->
                counts[cause.ordinal()] = grown(before(start, cause).count(), totals.count()));
    return Arrays.equals(counts, NO_WAITS) ? NO_WAITS : counts;
  }

  private static int[] waited(MethodState start, MethodState end) {
    int[] millis = new int[NO_WAITS.length];
    end.waits()
        .forEach(
            (cause, totals) ->
                millis[cause.ordinal()] =
                    grown(before(start, cause).total().toMillis(), totals.total().toMillis()));
    return Arrays.equals(millis, NO_WAITS) ? NO_WAITS : millis;
  }

  private static WaitTotals before(MethodState start, WaitCause cause) {
    return start.waits().getOrDefault(cause, WaitTotals.NONE);
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
    return share(state.used(), state.limit().amount());
  }

  /** A limit may be kept in shorter windows, so what counts is the rate. */
  static int effective(LimitState state) {
    return share(rate(state.effective()), rate(state.limit()));
  }

  private static double rate(Limit limit) {
    return limit.dimension() == Dimension.SLOTS
        ? limit.amount()
        : (double) limit.amount() / limit.periodNanos();
  }

  private static int share(double part, double whole) {
    return (int) Math.round(Math.min(10, part / whole) * WHOLE);
  }
}
