package dev.ritmo.runtime.internal.window;

import dev.ritmo.rules.Bounds;

/**
 * A window for amounts of any size: a log of what was admitted when. Amounts that come close
 * together share an entry, all of which counts until the end of the last of them; so the limit
 * holds, and what is lost is less than a thousandth of the period. A limit of up to {@value
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
    this.grain = limit <= EXACT ? 0 : span.period() / EXACT;
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
      time = Math.max(time, future.end(0));
      future.expire(time);
    }
    return time;
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
      if (times[index(i)] != time) {
        break; // only entries of the very same time may share it
      }
    }
    enter(now);
    return amount - left;
  }

  @Override
  public long used(long now) {
    long used = total + owed;
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
    for (int i = 0; i < size; i++) {
      history.admitted(times[index(i)], amount(i));
    }
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
  public void restore(Window other) {
    History restored =
        (time, amount) -> {
          span.admitted(time);
          add(time, amount);
        };
    other.replayForgotten(restored);
    other.replay(restored);
  }

  private void expire(long now) {
    long time = Span.LONG_AGO;
    while (size > 0 && end(0) <= now) {
      time = Math.max(time, end(0));
      droppedEnd = time;
      droppedLast = amounts[head];
      droppedTime = times[head];
      dropped = Math.min(Bounds.MAX_AMOUNT, dropped + droppedLast);
      total -= droppedLast;
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
    boolean joins = size > 0 && (now - opened < grain || size == EXACT);
    if (joins) {
      int newest = index(size - 1);
      times[newest] = Math.max(times[newest], now);
      amounts[newest] += amount;
      return;
    }
    if (size == times.length) {
      grow();
    }
    int next = index(size);
    times[next] = now;
    amounts[next] = amount;
    size++;
    opened = now;
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
