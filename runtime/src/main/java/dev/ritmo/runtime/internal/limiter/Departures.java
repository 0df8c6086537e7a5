package dev.ritmo.runtime.internal.limiter;

import java.util.Arrays;

/**
 * When calls were admitted that had to wait; the last few, for those that are rejected. Not
 * thread-safe: guarded by its limiter.
 */
final class Departures {

  static final long UNKNOWN = -1;

  private static final int MOST = 512;

  private long[] arrivals = new long[8];
  private long[] times = new long[8];
  private int next;
  private int size;

  void add(long arrival, long time) {
    if (next == arrivals.length && next < MOST) {
      arrivals = Arrays.copyOf(arrivals, 2 * next);
      times = Arrays.copyOf(times, 2 * next);
    } else if (next == arrivals.length) {
      next = 0;
    }
    arrivals[next] = arrival;
    times[next] = time;
    next++;
    size = Math.max(size, next);
  }

  /** When the last attempt of a call was admitted; {@link #UNKNOWN} if that is forgotten. */
  long time(long arrival) {
    long time = UNKNOWN;
    for (int i = 0; i < size; i++) {
      if (arrivals[i] == arrival) {
        time = Math.max(time, times[i]);
      }
    }
    return time;
  }
}
