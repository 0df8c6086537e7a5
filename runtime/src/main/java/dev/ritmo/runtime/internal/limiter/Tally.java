package dev.ritmo.runtime.internal.limiter;

/** What a limiter has done so far. Not thread-safe: guarded by its limiter. */
final class Tally {
  long admitted;
  long refused;
  long retried;
  long lost;
  private long reported;

  /** How many permits have been lost since this was asked last. */
  long unreported() {
    long unreported = lost - reported;
    if (unreported > 0) {
      reported = lost;
    }
    return unreported;
  }
}
