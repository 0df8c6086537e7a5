package dev.ritmo.runtime.internal.limiter;

/** What a limiter has done so far. Not thread-safe: guarded by its limiter. */
final class Tally {
  long admitted;
  long refused;
  long retried;

  /** Attempts that have failed, as far as anybody has said so. */
  long failed;

  /** Pauses that a provider has caused; those of one event are one. */
  long pauses;

  private long lost;
  private long reported;

  /** A permit has been lost. */
  void lost() {
    lost++;
  }

  /** How many permits have been lost. */
  long allLost() {
    return lost;
  }

  /** Whether some have been lost since this was reported last. */
  boolean hasNews() {
    return lost > reported;
  }

  /** How many have been lost since this was reported last. */
  long report() {
    long unreported = lost - reported;
    reported = lost;
    return unreported;
  }
}
