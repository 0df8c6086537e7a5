package dev.ritmo.testkit;

import java.time.Duration;

/** Enforces fixed windows that are shorter than the stated one. */
final class Quantised implements Policy {

  private final FixedWindow slice;
  private final FixedWindow stated;

  Quantised(int limit, Duration period, int slices, Duration phase) {
    this.stated = new FixedWindow(limit, period, phase);
    Numbers.positive("slices", slices);
    if (limit % slices != 0 || period.toNanos() % slices != 0) {
      throw new IllegalArgumentException(
          "slices must divide " + limit + " and " + period + ", but was " + slices);
    }
    this.slice = new FixedWindow(limit / slices, period.dividedBy(slices), phase);
  }

  @Override
  public Verdict decide(long nanos) {
    Verdict enforced = slice.decide(nanos);
    Verdict reported = enforced.admitted() ? stated.decide(nanos) : stated.peek(nanos);
    return new Verdict(
        enforced.admitted(),
        reported.limit(),
        reported.remaining(),
        enforced.retryAfterNanos(),
        reported.resetNanos());
  }
}
