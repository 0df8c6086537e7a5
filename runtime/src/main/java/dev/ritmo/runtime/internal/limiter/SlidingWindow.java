package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.Limit;
import java.util.Arrays;

/**
 * The admissions that still count against one limit. Not thread-safe: guarded by its limiter.
 *
 * <p>A ring of entries, oldest first, each a number of admissions and the time of the last of them.
 * An entry counts in full until one span, a period and the margin, after that time. So at any
 * moment everything admitted within the last span is counted, and as no more than the limit is ever
 * counted, no window of one span holds more than the limit.
 *
 * <p>Up to {@value #ENTRIES} calls each admission has an entry of its own: the window is exact.
 * Above, admissions closer together than a 1/{@value #ENTRIES} of the span share an entry. The last
 * of them decides when it ends, so the limit still holds; the others count longer than they need
 * to, which loses at most one in {@value #ENTRIES} of the throughput.
 */
final class SlidingWindow {

  private static final int ENTRIES = 1024;
  private static final long LARGEST_MARGIN = 50_000_000;

  private final Limit limit;
  private final long span;
  private final long grain;

  private long[] times;
  private int[] counts;
  private int head;
  private int size;
  private int used;
  private long newestStart;

  SlidingWindow(Limit limit) {
    this.limit = limit;
    this.span = limit.periodNanos() + margin(limit);
    this.grain = limit.calls() > ENTRIES ? span / ENTRIES : 0;
    this.times = new long[Math.min(limit.calls(), 8)];
    this.counts = new int[times.length];
  }

  private SlidingWindow(SlidingWindow other) {
    limit = other.limit;
    span = other.span;
    grain = other.grain;
    times = other.times.clone();
    counts = other.counts.clone();
    head = other.head;
    size = other.size;
    used = other.used;
    newestStart = other.newestStart;
  }

  /**
   * How much longer than a period an admission counts, so that jitter on the way cannot bring two
   * requests closer together than they were sent: 50 ms, and at most a twentieth of the period.
   */
  static long margin(Limit limit) {
    return Math.min(LARGEST_MARGIN, limit.periodNanos() / 20);
  }

  SlidingWindow copy() {
    return new SlidingWindow(this);
  }

  Limit limit() {
    return limit;
  }

  /** The earliest time, not before {@code now}, at which one more call keeps the limit. */
  long earliest(long now) {
    expire(now);
    return used < limit.calls() ? now : times[head] + span;
  }

  /** Counts a call that is admitted now, which must keep the limit. */
  void admit(long now) {
    if (size > 0 && now - newestStart < grain) {
      int newest = index(size - 1);
      times[newest] = now;
      counts[newest]++;
    } else {
      if (size == times.length) {
        grow();
      }
      int next = index(size++);
      times[next] = now;
      counts[next] = 1;
      newestStart = now;
    }
    used++;
  }

  /** How many calls count now. */
  int used(long now) {
    expire(now);
    return used;
  }

  private void expire(long now) {
    while (size > 0 && times[head] + span <= now) {
      used -= counts[head];
      head = index(1);
      size--;
    }
  }

  private int index(int offset) {
    int i = head + offset;
    return i < times.length ? i : i - times.length;
  }

  private void grow() {
    long[] oldTimes = times;
    int[] oldCounts = counts;
    times = Arrays.copyOf(oldTimes, size * 2);
    counts = Arrays.copyOf(oldCounts, size * 2);
    for (int i = 0; i < size; i++) {
      int from = (head + i) % size;
      times[i] = oldTimes[from];
      counts[i] = oldCounts[from];
    }
    head = 0;
  }
}
