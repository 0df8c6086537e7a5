package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;

/**
 * Records of calls whose permits are closed, as they hold slots or tokens. A permit that no caller
 * closes is lost an hour after its admission, and taken back when it is in the way.
 *
 * <p>Invariant: every open permit holds one slot, its own or that of the call which made it.
 */
final class TrackedCalls implements CallRecords {

  /** A permit that is not closed for this long has been lost: one hour. */
  static final long LEASE = 3_600_000_000_000L;

  /** The share of the latest call in the mean time that calls hold their slots. */
  private static final int SMOOTHING = 8;

  private final LimitSet limits;
  private final Capacity capacity;
  private final ColdCalls cold;
  private final Counters counters;
  private final PermitTable open = new PermitTable();
  private final SharedSlots shared = new SharedSlots();
  private long meanHold;

  TrackedCalls(LimitSet limits, Capacity capacity, ColdCalls cold, Counters counters) {
    this.limits = limits;
    this.capacity = capacity;
    this.cold = cold;
    this.counters = counters;
  }

  @Override
  public void add(long now, long arrival, Weights weights) {
    if (open.isFull()) {
      takeBackLost(now);
    }
    open.add(now, arrival, weights);
    for (Dimension dimension : PermitTable.RESERVED) {
      counters.tokens().reserve(dimension, weights.of(dimension));
    }
  }

  @Override
  public long admittedAt(long arrival) {
    int row = open.find(arrival);
    return row == PermitTable.CLOSED ? UNKNOWN : open.time(row);
  }

  @Override
  public boolean mayKnow(long arrival) {
    return isOpen(arrival);
  }

  @Override
  public boolean isOpen(long arrival) {
    return arrival != Waiter.NONE && open.find(arrival) != PermitTable.CLOSED;
  }

  @Override
  public Weights held(long arrival, Weights reserved) {
    int row = open.find(arrival);
    if (row == PermitTable.CLOSED) {
      return reserved;
    }
    Weights held = reserved;
    for (Dimension dimension : PermitTable.RESERVED) {
      held = held.with(dimension, open.reserved(row, dimension));
    }
    return held;
  }

  @Override
  public void share(long arrival, long outer) {
    capacity.releaseSlot();
    shared.share(arrival, outer);
  }

  @Override
  public void close(long now, long arrival) {
    int row = open.find(arrival);
    if (row == PermitTable.CLOSED) {
      return;
    }
    if (limits.isCrowded()) {
      long held = now - open.time(row);
      meanHold = meanHold == 0 ? held : meanHold + (held - meanHold) / SMOOTHING;
    }
    use(row);
    remove(row, arrival);
  }

  /** What counts of a call when it has ended is what it has used, as far as is known. */
  private void use(int row) {
    for (Dimension dimension : PermitTable.RESERVED) {
      counters.tokens().use(dimension, open.reserved(row, dimension));
    }
  }

  @Override
  public void undo(long arrival) {
    int row = open.find(arrival);
    if (row != PermitTable.CLOSED) {
      remove(row, arrival);
    }
  }

  private void remove(int row, long arrival) {
    open.remove(row);
    if (shared.end(arrival)) {
      capacity.releaseSlot();
    }
  }

  @Override
  public boolean covers(long arrival, Usage usage) {
    int row = open.find(arrival);
    return row == PermitTable.CLOSED || covers(row, usage);
  }

  private boolean covers(int row, Usage usage) {
    for (Dimension dimension : PermitTable.RESERVED) {
      if (usage.of(dimension) > open.reserved(row, dimension)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Settlement settle(long now, long arrival, CallTimes call, Usage usage) {
    int row = open.find(arrival);
    if (row == PermitTable.CLOSED) {
      return Settlement.CLOSED;
    }
    boolean isCovered = covers(row, usage);
    for (Dimension dimension : PermitTable.RESERVED) {
      long used = usage.of(dimension);
      long reserved = open.reserved(row, dimension);
      if (used != Usage.ABSENT && used != reserved) {
        open.reserve(row, dimension, used);
        capacity.settle(now, call, dimension, reserved, used);
      }
    }
    return isCovered ? Settlement.EARLIER : Settlement.LATER;
  }

  @Override
  public void takeBackLost(long now) {
    while (leaseEnd() <= now) {
      int oldest = open.oldest();
      long arrival = open.arrival(oldest);
      cold.remove(arrival);
      use(oldest);
      remove(oldest, arrival);
      counters.lose();
    }
  }

  @Override
  public long leaseEnd() {
    int oldest = open.size() == 0 ? PermitTable.CLOSED : open.oldest();
    return oldest == PermitTable.CLOSED ? Timeline.NEVER : open.time(oldest) + LEASE;
  }

  @Override
  public boolean areOpen() {
    return open.size() > 0;
  }

  @Override
  public long meanHold(long now) {
    boolean isKnown = meanHold > 0 || open.size() == 0;
    return isKnown ? meanHold : now - open.time(open.oldest());
  }
}
