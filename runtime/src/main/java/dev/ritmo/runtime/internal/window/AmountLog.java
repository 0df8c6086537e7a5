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
 * <p>Invariants: {@link #total} is the sum of the entries; something is owed only while the window
 * is full.
 */
final class AmountLog implements Window {

  private final Span span;
  private final long limit;
  private final Entries entries;

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
    this.entries = new Entries(limit <= EXACT ? 0 : span.longest() / (EXACT - 2) + 1);
  }

  private AmountLog(AmountLog other) {
    span = new Span(other.span);
    limit = other.limit;
    entries = new Entries(other.entries);
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
    int size = entries.size();
    if (fitting == 0 && total > 0) {
      return Math.max(now, end(entries.lastWithAmount()));
    }
    long left = total;
    long earliest = now;
    for (int i = 0; i < size && left > fitting; i++) {
      left -= entries.amount(i);
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
    long length = span.length();
    if (entries.size() > 0 && total == limit && end(0) - entries.time(0) == length) {
      long periods = Math.min(owed / limit - 1, (until - end(0)) / length);
      if (periods > 0) {
        owed -= periods * limit;
        dropped = Bounds.MAX_AMOUNT;
        entries.shift(periods * length);
      }
    }
  }

  @Override
  public boolean hasRoom(long now, long amount) {
    expire(now);
    return owed == 0 && amount <= limit - total;
  }

  @Override
  public boolean tryAdmit(long now) {
    boolean fits = hasRoom(now, 1);
    if (fits) {
      admit(now, now, 1);
    }
    return fits;
  }

  @Override
  public void admit(long now, long from, long amount) {
    expire(now);
    if (total + amount + droppedLast > limit) {
      freed = droppedEnd;
    }
    add(from, amount);
  }

  @Override
  public void advance(long now, Advance advance, long amount) {
    expire(now);
    int entry = entries.firstNotBefore(advance.from());
    long moved = entry < entries.size() ? entries.take(entry, amount) : 0;
    if (moved > 0) {
      entries.add(advance.to(), moved);
    }
  }

  @Override
  public void charge(long now, long amount) {
    expire(now);
    owed += amount;
    enter(now);
  }

  @Override
  public long giveBack(long now, long from, long amount) {
    expire(now);
    if (from <= droppedTime) {
      return 0;
    }
    long left = amount;
    for (int i = entries.firstNotBefore(from); i < entries.size() && left > 0; i++) {
      long taken = entries.take(i, left);
      total -= taken;
      left -= taken;
    }
    long part = Math.min(left, owed); // what was charged to the same reservation later
    owed -= part;
    enter(now);
    return amount - left + part;
  }

  @Override
  public boolean isInDebt() {
    return owed > 0;
  }

  @Override
  public long used(long now) {
    if (owed > 0) {
      AmountLog present = new AmountLog(this);
      present.expire(now);
      return present.total + present.owed;
    }
    long used = total;
    for (int i = 0; i < entries.size() && end(i) <= now; i++) {
      used -= entries.amount(i);
    }
    return used;
  }

  @Override
  public long freed() {
    return freed;
  }

  @Override
  public long knownSince() {
    return droppedTime;
  }

  @Override
  public void replay(History history) {
    entries.replay(history);
    if (owed > 0) {
      history.admitted(entries.time(entries.size() - 1), owed);
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
      past.entries.replay(this::restore);
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
    add(time, amount);
  }

  private void expire(long now) {
    long time = Span.LONG_AGO;
    while (entries.size() > 0 && end(0) <= now) {
      skipFullPeriods(now);
      time = Math.max(time, end(0));
      long amount = entries.amount(0);
      if (amount > 0) {
        droppedEnd = time;
        droppedLast = amount;
      }
      droppedTime = entries.time(0);
      dropped = Math.min(Bounds.MAX_AMOUNT, dropped + amount);
      total -= amount;
      entries.removeFirst();
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

  private void add(long from, long amount) {
    if (amount > 0) {
      total += amount;
      entries.add(from, amount);
    }
  }

  private long end(int entry) {
    return span.end(entries.time(entry));
  }
}
