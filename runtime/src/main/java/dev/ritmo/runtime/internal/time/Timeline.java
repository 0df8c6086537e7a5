package dev.ritmo.runtime.internal.time;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;

/**
 * Time as limiters count it: nanoseconds since this was created, so that points in time are never
 * negative and compare as plain numbers, wherever the clock of the machine starts.
 */
public final class Timeline {

  /** A point in time that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  private final TimeSource source;
  private final long origin;

  public Timeline(TimeSource source) {
    this.source = source;
    this.origin = source.nanoTime();
  }

  /** What {@link TimeSource#nanoTime} showed when this was created. */
  long origin() {
    return origin;
  }

  /** The point in time that it is now. */
  public long now() {
    return source.nanoTime() - origin;
  }

  /** The point in time at which {@link TimeSource#nanoTime} showed this; not before the first. */
  public long at(long nanoTime) {
    return Math.max(0, nanoTime - origin);
  }

  /** The point in time this much later; {@link #NEVER} where that is beyond all others. */
  public static long after(long time, long nanos) {
    long sum = time + nanos;
    return sum < 0 ? NEVER : sum;
  }

  /** A duration in nanoseconds; {@link #NEVER} where it is longer than can be counted. */
  public static long nanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException e) {
      return NEVER;
    }
  }

  /** The time of day at a point in time. */
  public Instant instant(long time) {
    return source.now().plusNanos(time - now());
  }

  /** What it reads, and how to wait on it. */
  public TimeSource source() {
    return source;
  }
}
