package dev.ritmo.runtime.internal.limiter;

import java.util.Arrays;

/**
 * When the last few calls that had to wait were admitted. Not thread-safe: guarded by the limiter.
 *
 * <p>Invariant: a call that has been forgotten was admitted before every call that has not.
 */
final class AdmissionTimes {

  /** Stands for the time of an admission that is not known any more. */
  static final long UNKNOWN = -1;

  private static final int MOST = 512;

  private long[] arrivals = new long[8];
  private long[] times = new long[8];
  private int next;
  private int size;
  private boolean hasForgotten;

  void add(long time, long arrival) {
    if (next == arrivals.length && next < MOST) {
      arrivals = Arrays.copyOf(arrivals, 2 * next);
      times = Arrays.copyOf(times, 2 * next);
    } else if (next == arrivals.length) {
      next = 0;
      hasForgotten = true;
    }
    arrivals[next] = arrival;
    times[next] = time;
    next++;
    size = Math.max(size, next);
  }

  /**
   * When the last attempt of a call was admitted: its arrival if it did not have to wait, {@link
   * CallRecords#UNKNOWN} if it may have been forgotten.
   */
  long time(long arrival) {
    long time = UNKNOWN;
    for (int i = 0; i < size; i++) {
      if (arrivals[i] == arrival) {
        time = Math.max(time, times[i]);
      }
    }
    return time == UNKNOWN && !mayBeForgotten(arrival) ? arrival : time;
  }

  private boolean mayBeForgotten(long arrival) {
    return hasForgotten && arrival < times[next == times.length ? 0 : next];
  }
}
