package dev.ritmo.runtime.internal.time;

import dev.ritmo.runtime.spi.TimeSource;

/**
 * The clock of one limiter. Not thread-safe.
 *
 * <p>Invariants: time never goes back, whatever the clock of the machine does; arrivals are unique.
 */
public final class Clock {

  private final TimeSource source;
  private final long origin;
  private long last;
  private long lastArrival = -1;

  /** A clock that reads this timeline. */
  public Clock(Timeline timeline) {
    this.source = timeline.source();
    this.origin = timeline.origin();
  }

  /** Reads the clock of the machine; never earlier than before. */
  public long read() {
    last = Math.max(last, source.nanoTime() - origin);
    return last;
  }

  /** What was read last: for what may as well have happened then. */
  public long lastRead() {
    return last;
  }

  /** The time of an arrival, made unique, so that it gives each call its place. */
  public long arrive(long now) {
    lastArrival = Math.max(now, lastArrival + 1);
    return lastArrival;
  }
}
