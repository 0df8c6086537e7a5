package dev.ritmo.testkit;

import java.time.Duration;
import java.util.ArrayDeque;

/** Keeps the amounts of one period with their times. */
final class TokenWindow implements TokenPolicy {

  private final int limit;
  private final long period;
  private final ArrayDeque<Entry> entries = new ArrayDeque<>();
  private long sum;

  TokenWindow(int limit, Duration period) {
    this.limit = Numbers.positive("limit", limit);
    this.period = Numbers.positiveNanos("period", period);
  }

  @Override
  public Verdict reserve(long nanos, int amount) {
    expire(nanos);
    boolean admitted = amount == 0 || amount <= limit - sum;
    if (admitted) {
      count(nanos, amount);
    }
    int remaining = (int) Math.max(0, limit - sum);
    long reset = entries.isEmpty() ? 0 : entries.getLast().time + period - nanos;
    return new Verdict(admitted, limit, remaining, untilFree(nanos, amount), reset);
  }

  @Override
  public void settle(long nanos, long reservedNanos, int reserved, int used) {
    expire(nanos);
    if (used > reserved) {
      count(nanos, used - reserved);
      return;
    }
    for (Entry entry : entries) {
      if (entry.time == reservedNanos) {
        entry.amount -= reserved - used;
        sum -= reserved - used;
        return;
      }
    }
  }

  private void expire(long nanos) {
    while (!entries.isEmpty() && nanos - entries.getFirst().time >= period) {
      sum -= entries.removeFirst().amount;
    }
  }

  private void count(long nanos, int amount) {
    if (!entries.isEmpty() && entries.getLast().time == nanos) {
      entries.getLast().amount += amount;
    } else if (amount > 0) {
      entries.addLast(new Entry(nanos, amount));
    }
    sum += amount;
  }

  private long untilFree(long nanos, int amount) {
    long excess = sum + amount - limit;
    if (excess <= 0 || amount > limit) {
      return 0;
    }
    for (Entry entry : entries) {
      excess -= entry.amount;
      if (excess <= 0) {
        return entry.time + period - nanos;
      }
    }
    return 0;
  }

  private static final class Entry {
    final long time;
    long amount;

    Entry(long time, long amount) {
      this.time = time;
      this.amount = amount;
    }
  }
}
