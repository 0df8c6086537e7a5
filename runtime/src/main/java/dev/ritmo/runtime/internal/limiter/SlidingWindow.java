package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.Limit;
import java.util.Arrays;

/**
 * The admissions that still count against one limit. Not thread-safe: guarded by its limiter.
 *
 * <p>A ring of slots, each the time of the last admission that it has taken. Admissions fill one
 * slot after the other, and a slot is taken again only one span, a period and the margin, after its
 * time. So whatever window of one span holds an admission of some slot ends before the slot is
 * taken again, and holds at most what all slots together take, which is the limit.
 *
 * <p>Up to {@value #SLOTS} calls a slot takes one: the window is exact. Above, a slot takes
 * several, all of which count as if they had come with the last. The limit still holds; what is
 * lost is the time to fill one slot, and the calls that do not fill one: less than half a percent.
 */
final class SlidingWindow {

  private static final int SLOTS = 1024;
  private static final long LARGEST_MARGIN = 50_000_000;

  private final Limit limit;
  private final long span;
  private final int perSlot;
  private final int fuller;
  private final long[] times;
  private int slot;

  /** How many the current slot still takes. */
  private int room;

  SlidingWindow(Limit limit) {
    this.limit = limit;
    span = limit.periodNanos() + margin(limit);
    times = new long[(int) Math.min(limit.amount(), SLOTS)];
    perSlot = (int) limit.amount() / times.length;
    fuller = (int) limit.amount() % times.length;
    Arrays.fill(times, -span);
  }

  private SlidingWindow(SlidingWindow other) {
    limit = other.limit;
    span = other.span;
    perSlot = other.perSlot;
    fuller = other.fuller;
    times = other.times.clone();
    slot = other.slot;
    room = other.room;
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
    return room > 0 ? now : Math.max(now, times[next()] + span);
  }

  /** Counts a call that is admitted now, which must keep the limit. */
  void admit(long now) {
    if (room == 0) {
      slot = next();
      room = capacity(slot);
    }
    times[slot] = now;
    room--;
  }

  /** How many calls count now. */
  int used(long now) {
    int used = 0;
    for (int i = 0; i < times.length; i++) {
      if (times[i] + span > now) {
        used += i == slot ? capacity(i) - room : capacity(i);
      }
    }
    return used;
  }

  private int next() {
    int next = slot + 1;
    return next == times.length ? 0 : next;
  }

  /** How many a slot takes: the limit, spread evenly, the remainder over the first slots. */
  private int capacity(int index) {
    return index < fuller ? perSlot + 1 : perSlot;
  }
}
