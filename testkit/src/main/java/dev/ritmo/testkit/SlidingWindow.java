package dev.ritmo.testkit;

import java.time.Duration;
import java.util.ArrayDeque;

/**
 * Keeps the last requests that count, at most as many as the limit, and is full while all are
 * recent.
 */
final class SlidingWindow implements Policy {

  private final int limit;
  private final long period;
  private final boolean countRejected;
  private final ArrayDeque<Long> counted = new ArrayDeque<>();

  SlidingWindow(int limit, Duration period, boolean countRejected) {
    this.limit = Numbers.positive("limit", limit);
    this.period = Numbers.positiveNanos("period", period);
    this.countRejected = countRejected;
  }

  @Override
  public Verdict decide(long nanos) {
    while (!counted.isEmpty() && nanos - counted.getFirst() >= period) {
      counted.removeFirst();
    }
    boolean admitted = counted.size() < limit;
    if (admitted || countRejected) {
      counted.addLast(nanos);
    }
    if (counted.size() > limit) {
      counted.removeFirst();
    }
    int remaining = limit - counted.size();
    long retryAfter = remaining > 0 ? 0 : counted.getFirst() + period - nanos;
    long reset = counted.getLast() + period - nanos;
    return new Verdict(admitted, limit, remaining, retryAfter, reset);
  }
}
