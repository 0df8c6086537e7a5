package dev.ritmo.benchmarks.accidents;

import java.util.Arrays;
import java.util.BitSet;

/** When the requests of a client left, in the order of time, and which of them were served. */
final class Departures {

  /** This much of the limit is all of it. */
  private static final double FULL = 0.9;

  private final BitSet served = new BitSet();
  private long[] times = new long[1024];
  private int count;

  /** A request leaves; returns its number. */
  int add(long now) {
    if (count == times.length) {
      times = Arrays.copyOf(times, 2 * count);
    }
    times[count] = now;
    return count++;
  }

  void served(int number) {
    served.set(number);
  }

  int count() {
    return count;
  }

  /** The most within any half-open window. */
  int most(long period) {
    int most = 0;
    int from = 0;
    for (int to = 0; to < count; to++) {
      while (times[to] - times[from] >= period) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  /**
   * How long after a time the full rate was back: until a served request left with which a period
   * begins in which nine tenths of what can be served leave. A client that sends all it may at once
   * is not back before its next such burst, so compare with plain.
   *
   * @return in periods; infinite if it never was, not a number if there was not enough to send
   */
  double back(long time, long period, double most) {
    int needed = (int) Math.max(1, Math.floor(FULL * most));
    int first = count(time);
    long[] left =
        served.stream().dropWhile(number -> number < first).mapToLong(i -> times[i]).toArray();
    for (int i = 0; i + needed <= left.length; i++) {
      if (left[i + needed - 1] - left[i] < period) {
        return (double) (left[i] - time) / period;
      }
    }
    return left.length < needed ? Double.NaN : Double.POSITIVE_INFINITY;
  }

  /** How many left before a time. */
  private int count(long time) {
    int place = Arrays.binarySearch(times, 0, count, time);
    if (place < 0) {
      return -place - 1;
    }
    while (place > 0 && times[place - 1] == time) {
      place--;
    }
    return place;
  }
}
