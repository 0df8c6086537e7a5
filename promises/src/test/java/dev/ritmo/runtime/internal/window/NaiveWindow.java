package dev.ritmo.runtime.internal.window;

import java.util.ArrayList;
import java.util.List;

/**
 * What counts against one limit, in the most naive way: it keeps everything for ever, finds out
 * what counts by adding up, and what will be by trying one moment after the other.
 */
public final class NaiveWindow {

  private final List<Entry> entries = new ArrayList<>();
  private final long limit;
  private final long length;
  private long owed;

  /** Up to when what is owed has been entered. */
  private long passed;

  /**
   * @param length how long an amount counts
   */
  public NaiveWindow(long limit, long length) {
    this.limit = limit;
    this.length = length;
  }

  /** The same past under another limit from now on. */
  public NaiveWindow under(long otherLimit, long otherLength, long now) {
    pass(now);
    NaiveWindow changed = copy(otherLimit, otherLength);
    changed.enterOwed(now, -1);
    return changed;
  }

  public NaiveWindow copy() {
    return copy(limit, length);
  }

  private NaiveWindow copy(long otherLimit, long otherLength) {
    NaiveWindow changed = new NaiveWindow(otherLimit, otherLength);
    entries.forEach(entry -> changed.entries.add(new Entry(entry)));
    changed.owed = owed;
    changed.passed = passed;
    return changed;
  }

  public long earliest(long now, long amount) {
    NaiveWindow future = copy(limit, length);
    long time = now;
    future.pass(time);
    while (future.owed > 0 || future.counted(time) + Math.min(amount, limit) > limit) {
      time = future.nextEnd(time);
      future.pass(time);
    }
    return time;
  }

  public void admit(long now, long amount, int reservation) {
    pass(now);
    entries.add(new Entry(now, amount, reservation));
  }

  public void charge(long now, long amount, int reservation) {
    pass(now);
    owed += amount;
    enterOwed(now, reservation);
  }

  /** Stops counting a part of a reservation, if it still counts. */
  public void giveBack(long now, int reservation, long amount) {
    pass(now);
    long left = amount;
    for (Entry entry : entries) {
      if (entry.reservation == reservation && entry.time + length > now) {
        long part = Math.min(left, entry.amount);
        entry.amount -= part;
        left -= part;
      }
    }
    enterOwed(now, -1);
  }

  long used(long now) {
    NaiveWindow present = copy(limit, length);
    present.pass(now);
    return present.counted(now) + present.owed;
  }

  /** Whether more counts than the limit allows, which was larger before. */
  public boolean isOver(long now) {
    return used(now) > limit;
  }

  /** Lets what is owed be entered whenever something ended up to now. */
  private void pass(long now) {
    for (long end = nextEnd(passed); owed > 0 && end <= now; end = nextEnd(end)) {
      enterOwed(end, -1);
    }
    passed = now;
  }

  private void enterOwed(long time, int reservation) {
    long part = Math.min(owed, limit - counted(time));
    if (part > 0) {
      owed -= part;
      entries.add(new Entry(time, part, reservation));
    }
  }

  private long counted(long now) {
    return entries.stream()
        .filter(entry -> entry.time <= now && entry.time + length > now)
        .mapToLong(entry -> entry.amount)
        .sum();
  }

  /** When something ends next; of what has no amount any more it does not matter. */
  private long nextEnd(long after) {
    return entries.stream()
        .mapToLong(entry -> entry.time + length)
        .filter(end -> end > after)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static final class Entry {
    final long time;
    final int reservation;
    long amount;

    Entry(long time, long amount, int reservation) {
      this.time = time;
      this.amount = amount;
      this.reservation = reservation;
    }

    Entry(Entry other) {
      this(other.time, other.amount, other.reservation);
    }
  }
}
