package dev.ritmo.testkit;

import java.time.Duration;

/** Counts requests, and starts anew with each window. */
final class FixedWindow implements Policy {

  private final int limit;
  private final long period;
  private final long phase;
  private long window = Long.MIN_VALUE;
  private int used;

  FixedWindow(int limit, Duration period, Duration phase) {
    this.limit = Numbers.positive("limit", limit);
    this.period = Numbers.positiveNanos("period", period);
    this.phase = Math.floorMod(phase.toNanos(), this.period);
  }

  @Override
  public Verdict decide(long nanos) {
    boolean admitted = remaining(nanos) > 0;
    if (admitted) {
      used++;
    }
    return verdict(admitted, nanos);
  }

  /** The verdict on a request, without counting it. */
  Verdict peek(long nanos) {
    return verdict(remaining(nanos) > 0, nanos);
  }

  private int remaining(long nanos) {
    long current = Math.floorDiv(nanos - phase, period);
    if (current != window) {
      window = current;
      used = 0;
    }
    return limit - used;
  }

  private Verdict verdict(boolean admitted, long nanos) {
    long untilNext = period - Math.floorMod(nanos - phase, period);
    return new Verdict(admitted, limit, limit - used, used < limit ? 0 : untilNext, untilNext);
  }
}
