package dev.ritmo.runtime.internal.window;

import dev.ritmo.rules.Bounds;

/**
 * A window for amounts of any size: a log of what was admitted when. Amounts that come close
 * together share an entry, all of which counts until the end of the last of them; so the limit
 * holds, and what is lost is about a thousandth of the period. A limit of up to {@value
 * Window#EXACT} is kept exactly.
 *
 * <p>What was used beyond a reservation is entered when it is known. As much of it as does not fit
 * into the window is owed, and entered as soon as something else counts no more.
 *
 * <p>Invariants: entries are in the order of time; {@link #total} is their sum; something is owed
 * only while the window is full.
 */
final class AmountLog implements Window {

  private final Span span;
  private final long grain;
  private final long limit;

  // entries, in a ring
  private long[] times = new long[8];
  private long[] amounts = new long[8];
  private int head;
  private int size;

  /** The first time of the newest entry. */
  private long opened;

  /** Entries of which everything was given back. */
  private int blanks;

  private long total;
  private long owed;

  // of what was dropped: the sum, and of the last of it the time, the end and the amount
  private long dropped;
  private long droppedTime = Span.LONG_AGO;
  private long droppedEnd = Span.LONG_AGO;
  private long droppedLast;

  private long freed = Span.LONG_AGO;

  AmountLog(long limit, Span span) {
    this.limit = limit;
    this.span = span;
    this.grain = limit <= EXACT ? 0 : span.longest() / (EXACT - 2) + 1;
  }

  private AmountLog(AmountLog other) {
    span = new Span(other.span);
    grain = other.grain;
    limit = other.limit;
    times = other.times.clone();
    amounts = other.amounts.clone();
    head = other.head;
    size = other.size;
    opened = other.opened;
    blanks = other.blanks;
    total = other.total;
    owed = other.owed;
    dropped = other.dropped;
    droppedTime = other.droppedTime;
    droppedEnd = other.droppedEnd;
    droppedLast = other.droppedLast;
    freed = other.freed;
  }

  @Override
  public Window copy() {
    return new AmountLog(this);
  }

  @Override
  public long earliest(long now, long amount) {
    long fitting = limit - Math.min(amount, limit);
    if (owed > 0) {
      return earliestAfterDebt(now, fitting);
    }
    if (fitting == 0 && total > 0 && span.isUniform(times[head], times[index(size - 1)])) {
      int last = size - 1;
      while (amount(last) == 0) {
        last--;
      }
      return Math.max(now, end(last));
    }
    long left = total;
    long earliest = now;
    for (int i = 0; i < size && left > fitting; i++) {
      left -= amount(i);
      earliest = Math.max(earliest, end(i));
    }
    return earliest;
  }

  private long earliestAfterDebt(long now, long fitting) {
    AmountLog future = new AmountLog(this);
    long time = now;
    future.expire(time);
    while (future.owed > 0 || future.total > fitting) {
      future.skipFullPeriods(Bounds.MAX_NANOS);
      time = Math.max(time, future.end(0));
      if (time + span.length() > Bounds.MAX_NANOS) {
        return Bounds.MAX_NANOS;
      }
      future.expire(time);
    }
    return time;
  }

  /**
   * Passes over whole periods, up to a time, in which nothing but debts is entered: each ends as it
   * has begun, but that a whole limit less is owed.
   */
  private void skipFullPeriods(long until) {
    boolean isFull = size > 0 && total == limit && end(0) - times[head] == span.length();
    long periods = isFull ? Math.min(owed / limit - 1, (until - end(0)) / span.length()) : 0;
    if (periods > 0) {
      owed -= periods * limit;
      dropped = Bounds.MAX_AMOUNT;
      opened += periods * span.length();
      for (int i = 0; i < size; i++) {
        times[index(i)] += periods * span.length();
      }
    }
  }

  @Override
  public void admit(long now, long amount) {
    span.admitted(now);
    expire(now);
    if (total + amount + droppedLast > limit) {
      freed = droppedEnd;
    }
    add(now, amount);
  }

  /** Counts what was used beyond a reservation, now or as soon as it fits. */
  void charge(long now, long amount) {
    expire(now);
    owed += amount;
    enter(now);
  }

  @Override
  public long giveBack(long now, long time, long amount) {
    expire(now);
    if (time <= droppedTime) {
      return 0;
    }
    long left = amount;
    for (int i = firstNotBefore(time); i < size && left > 0; i++) {
      long part = Math.min(left, amount(i));
      amounts[index(i)] -= part;
      total -= part;
      left -= part;
      if (part > 0 && amount(i) == 0) {
        blanks++;
      }
    }
    long part = Math.min(left, owed); // what was charged to the same reservation later
    owed -= part;
    enter(now);
    return amount - left + part;
  }

  @Override
  public long used(long now) {
    if (owed > 0) {
      AmountLog present = new AmountLog(this);
      present.expire(now);
      return present.total + present.owed;
    }
    long used = total;
    for (int i = 0; i < size && end(i) <= now; i++) {
      used -= amount(i);
    }
    return used;
  }

  @Override
  public long freed() {
    return freed;
  }

  @Override
  public void replay(History history) {
    replayEntries(history);
    if (owed > 0) {
      history.admitted(times[index(size - 1)], owed);
    }
  }

  @Override
  public void replayForgotten(History history) {
    if (dropped > 0) {
      history.admitted(droppedTime, dropped);
    }
  }

  @Override
  public void restore(long now, Window other) {
    if (other instanceof AmountLog log) {
      AmountLog past = new AmountLog(log);
      past.expire(now);
      past.replayForgotten(this::restoreForgotten);
      past.replayEntries(this::restore);
      expire(now);
      owed = past.owed;
      enter(now);
    } else {
      other.replayForgotten(this::restoreForgotten);
      other.replay(this::restore);
    }
  }

  /** More than the limit would tell no more; a larger limit may want to know of the rest. */
  private void restoreForgotten(long time, long amount) {
    long counted = Math.min(amount, limit);
    restore(time, counted);
    if (amount > counted) {
      dropped = amount - counted;
      droppedTime = time;
    }
  }

  private void restore(long time, long amount) {
    span.admitted(time);
    add(time, amount);
  }

  private void replayEntries(History history) {
    for (int i = 0; i < size; i++) {
      history.admitted(times[index(i)], amount(i));
    }
  }

  private void expire(long now) {
    long time = Span.LONG_AGO;
    while (size > 0 && end(0) <= now) {
      skipFullPeriods(now);
      time = Math.max(time, end(0));
      if (amounts[head] == 0) {
        blanks--;
      } else {
        droppedEnd = time;
        droppedLast = amounts[head];
      }
      droppedTime = times[head];
      dropped = Math.min(Bounds.MAX_AMOUNT, dropped + amounts[head]);
      total -= amounts[head];
      head = index(1);
      size--;
      enter(time);
    }
  }

  private void enter(long now) {
    long part = Math.min(owed, limit - total);
    if (part > 0) {
      owed -= part;
      add(now, part);
    }
  }

  private void add(long now, long amount) {
    if (amount == 0) {
      return;
    }
    total += amount;
    if (size == EXACT && blanks > 0) {
      removeBlanks();
    }
    boolean joins = size > 0 && (now - opened < grain || size == EXACT);
    if (joins) {
      int newest = index(size - 1);
      if (amounts[newest] == 0) {
        blanks--;
      }
      times[newest] = Math.max(times[newest], now);
      amounts[newest] += amount;
      return;
    }
    if (size == times.length) {
      grow();
    }
    int next = index(size);
    times[next] = size == 0 ? now : Math.max(now, times[index(size - 1)]); // a margin may shrink
    amounts[next] = amount;
    size++;
    opened = now;
  }

  private void removeBlanks() {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (amount(i) > 0) {
        times[index(kept)] = times[index(i)];
        amounts[index(kept)] = amount(i);
        kept++;
      }
    }
    size = kept;
    blanks = 0;
  }

  private void grow() {
    long[] longerTimes = new long[times.length * 2];
    long[] longerAmounts = new long[times.length * 2];
    for (int i = 0; i < size; i++) {
      longerTimes[i] = times[index(i)];
      longerAmounts[i] = amount(i);
    }
    times = longerTimes;
    amounts = longerAmounts;
    head = 0;
  }

  /** The first entry that ends with this time or later. */
  private int firstNotBefore(long time) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[index(middle)] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long end(int entry) {
    return span.end(times[index(entry)]);
  }

  private long amount(int entry) {
    return amounts[index(entry)];
  }

  private int index(int entry) {
    return (head + entry) & (times.length - 1);
  }
}
