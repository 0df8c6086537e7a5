package dev.ritmo.runtime.internal.window.infer;

import java.util.Arrays;

/**
 * Amounts over time, with sums over any interval. Not thread-safe.
 *
 * <p>Amounts that come within one grain of time share an entry, which has the time of the last of
 * them. Only the latest entries are kept.
 */
final class AmountHistory {

  /** A time before all others. */
  static final long LONG_AGO = Long.MIN_VALUE / 2;

  private static final int MOST = 4096;

  private final long grain;

  /** In the order of time, from {@link #first} to {@link #end}. */
  private long[] times = new long[64];

  /** The sums of all amounts up to and including each entry. */
  private long[] sums = new long[64];

  private int first;
  private int end;

  /** The sum of what was dropped. */
  private long dropped;

  /** The time of the last entry that was dropped. */
  private long droppedTime = LONG_AGO;

  AmountHistory(long grain) {
    this.grain = grain;
  }

  AmountHistory(AmountHistory other) {
    grain = other.grain;
    times = other.times.clone();
    sums = other.sums.clone();
    first = other.first;
    end = other.end;
    dropped = other.dropped;
    droppedTime = other.droppedTime;
  }

  boolean isEmpty() {
    return first == end;
  }

  /** What came up to this time may have been dropped. */
  long droppedTime() {
    return droppedTime;
  }

  /** The time of the last entry; there must be one. */
  long lastTime() {
    return times[end - 1];
  }

  /** Adds an amount now or at an earlier time; a negative one takes off what was added. */
  void add(long time, long amount) {
    if (first == end || time > times[end - 1] + grain) {
      append(time, total() + amount);
    } else if (time > times[end - 1]) {
      times[end - 1] = time;
      sums[end - 1] += amount;
    } else {
      addBefore(time, amount);
    }
  }

  private void addBefore(long time, long amount) {
    int at = countUpTo(time - 1);
    boolean isKnown = times[at] == time || grain > 0;
    if (!isKnown && amount < 0) {
      return; // it was dropped, or has counted from another time
    }
    if (!isKnown) {
      at = insert(time);
    }
    for (int i = at; i < end; i++) {
      sums[i] += amount;
    }
  }

  /** Makes an entry of nothing before others; returns its index. */
  private int insert(long time) {
    append(times[end - 1], sums[end - 1]);
    int at = countUpTo(time - 1);
    System.arraycopy(times, at, times, at + 1, end - at - 1);
    System.arraycopy(sums, at, sums, at + 1, end - at - 1);
    times[at] = time;
    sums[at] = at == first ? dropped : sums[at - 1];
    return at;
  }

  private void append(long time, long sum) {
    if (end - first == MOST) {
      dropFirst();
    }
    if (end == times.length) {
      makeRoom();
    }
    times[end] = time;
    sums[end] = sum;
    end++;
  }

  private void makeRoom() {
    int length = 2 * (end - first) > times.length ? 2 * times.length : times.length;
    times = Arrays.copyOfRange(times, first, first + length);
    sums = Arrays.copyOfRange(sums, first, first + length);
    end -= first;
    first = 0;
  }

  /** Drops what came before a time. */
  void dropBefore(long time) {
    while (first < end && times[first] < time) {
      dropFirst();
    }
  }

  private void dropFirst() {
    dropped = sums[first];
    droppedTime = times[first];
    first++;
  }

  /** How much came between two times, the first excluded. */
  long between(long after, long to) {
    return Math.max(0, sumUpTo(to) - sumUpTo(after));
  }

  /** How much came after a time. */
  long after(long time) {
    return Math.max(0, total() - sumUpTo(time));
  }

  /**
   * The earliest time so that no more than an amount came after it; the time of an entry, or long
   * ago.
   */
  private long leavingAfter(long amount) {
    if (first == end || total() - dropped <= amount) {
      return LONG_AGO;
    }
    int low = first;
    int high = end - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (total() - sums[middle] <= amount) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return times[low];
  }

  /**
   * When an amount keeps a limit, not before {@code now}; alone if it is larger than that.
   *
   * @param limit the most that may count at a time
   * @param counting how long an amount counts
   */
  long earliest(long now, long amount, long limit, long counting) {
    long left = leavingAfter(limit - Math.min(amount, limit));
    return left == LONG_AGO ? now : Math.max(now, left + counting);
  }

  /** The time of the first amount after a time; that time itself if there is none. */
  long firstAfter(long time) {
    for (int i = countUpTo(time); i < end; i++) {
      if (sums[i] > (i == first ? dropped : sums[i - 1])) {
        return times[i];
      }
    }
    return time;
  }

  private long total() {
    return first == end ? dropped : sums[end - 1];
  }

  private long sumUpTo(long time) {
    int count = countUpTo(time);
    return count == first ? dropped : sums[count - 1];
  }

  /** The index behind the last entry up to a time. */
  private int countUpTo(long time) {
    int low = first;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
