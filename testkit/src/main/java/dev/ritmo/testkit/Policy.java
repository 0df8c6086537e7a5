package dev.ritmo.testkit;

import java.time.Duration;

/**
 * How a provider counts requests. A policy holds the state of one account. It does not read a
 * clock, so it can be tested with plain numbers. Not thread-safe: call it from one thread at a
 * time, in the order of time.
 */
public interface Policy {

  /**
   * Decides on one request and counts it.
   *
   * @param nanos the time of its arrival in nanoseconds, on any clock; not less than in the
   *     previous call
   */
  Verdict decide(long nanos);

  /** Admits everything and states no limit. */
  static Policy unlimited() {
    return nanos -> new Verdict(true, 0, Integer.MAX_VALUE, 0, 0);
  }

  /**
   * At most {@code limit} requests in any half-open window of one period, wherever it starts.
   * Rejected requests do not count.
   *
   * @throws IllegalArgumentException if the limit or the period is not positive
   */
  static Policy slidingWindow(int limit, Duration period) {
    return new SlidingWindow(limit, period, false);
  }

  /**
   * As {@link #slidingWindow}, but rejected requests count as well, so a client that does not stop
   * sending is never served again.
   *
   * @throws IllegalArgumentException if the limit or the period is not positive
   */
  static Policy slidingWindowCountingRejected(int limit, Duration period) {
    return new SlidingWindow(limit, period, true);
  }

  /**
   * At most {@code limit} requests in each window from {@code phase + k * period} to the next one.
   *
   * @param phase where the windows start on the clock of {@link #decide}; any value
   * @throws IllegalArgumentException if the limit or the period is not positive
   */
  static Policy fixedWindow(int limit, Duration period, Duration phase) {
    return new FixedWindow(limit, period, phase);
  }

  /**
   * A bucket that holds {@code limit} tokens, starts full, and is refilled evenly with {@code
   * limit} tokens a period; each request takes one.
   *
   * @throws IllegalArgumentException if the limit or the period is not positive, or their product
   *     in nanoseconds exceeds {@link Long#MAX_VALUE}
   */
  static Policy tokenBucket(int limit, Duration period) {
    return new TokenBucket(limit, period);
  }

  /**
   * States {@code limit} requests a period, but enforces it in fixed windows of {@code period /
   * slices} with {@code limit / slices} requests each.
   *
   * @param phase where the windows start on the clock of {@link #decide}; any value
   * @throws IllegalArgumentException if a number is not positive, or the slices do not divide the
   *     limit and the period
   */
  static Policy quantised(int limit, Duration period, int slices, Duration phase) {
    return new Quantised(limit, period, slices, phase);
  }
}
