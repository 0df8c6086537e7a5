package dev.ritmo.runtime.internal.limiter;

/**
 * The time that a limiter goes by. Not thread-safe: guarded by its limiter.
 *
 * <p>Invariants: time never goes back, whatever the clock of the machine does; arrivals are unique.
 */
final class Clock {

  private final Timeline timeline;
  private long last;
  private long lastArrival = -1;

  Clock(Timeline timeline) {
    this.timeline = timeline;
  }

  /** Reads the clock of the machine; never earlier than before. */
  void read() {
    last = Math.max(last, timeline.now());
  }

  /** What it is now. */
  long now() {
    read();
    return last;
  }

  /** What was read last: for what may as well have happened then. */
  long last() {
    return last;
  }

  /** The time of an arrival, unique, so that it gives each call its place. */
  long arrive(long now) {
    lastArrival = Math.max(now, lastArrival + 1);
    return lastArrival;
  }
}
