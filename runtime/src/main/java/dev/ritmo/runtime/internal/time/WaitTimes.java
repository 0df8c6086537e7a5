package dev.ritmo.runtime.internal.time;

import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How long was waited for what. Not thread-safe. */
@SuppressWarnings("EnumOrdinal") // the index into an array that is as long as the enum
public final class WaitTimes {

  private static final WaitCause[] CAUSES = WaitCause.values();

  private final long[] nanos;

  /** Nothing yet. */
  public WaitTimes() {
    this(new long[CAUSES.length]);
  }

  private WaitTimes(long[] nanos) {
    this.nanos = nanos;
  }

  /** The same, to be changed by itself. */
  public WaitTimes copy() {
    return new WaitTimes(nanos.clone());
  }

  /** Adds a time in nanoseconds. */
  public void add(WaitCause cause, long time) {
    nanos[cause.ordinal()] += time;
  }

  /** Adds all times of the other. */
  public void add(WaitTimes other) {
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] += other.nanos[i];
    }
  }

  /** Subtracts all times of the other. */
  public void subtract(WaitTimes other) {
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] -= other.nanos[i];
    }
  }

  /** How long was waited for this, in nanoseconds. */
  public long of(WaitCause cause) {
    return nanos[cause.ordinal()];
  }

  /** What was waited for longest. */
  public WaitCause longest() {
    WaitCause longest = CAUSES[0];
    for (WaitCause cause : CAUSES) {
      longest = of(cause) > of(longest) ? cause : longest;
    }
    return longest;
  }

  /** The same as durations, in the order of the enum, without causes that were not waited for. */
  public Map<WaitCause, Duration> byCause() {
    Map<WaitCause, Duration> times = new EnumMap<>(WaitCause.class);
    for (WaitCause cause : CAUSES) {
      if (of(cause) > 0) {
        times.put(cause, Duration.ofNanos(of(cause)));
      }
    }
    return Collections.unmodifiableMap(times);
  }
}
