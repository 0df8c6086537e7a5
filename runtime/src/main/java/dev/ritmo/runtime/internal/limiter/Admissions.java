package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.CallRing;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.internal.window.Windows;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What has been admitted in a lane: how much of its limits counts, and which permits are open. What
 * is said here of limits is true of those over all keys as well. Not thread-safe: guarded by its
 * limiter.
 *
 * <p>Invariant: every open permit was admitted, and holds one slot until it is closed.
 */
final class Admissions {

  /** Of what a call has used, this is not told. */
  static final long UNTOLD = -1;

  /** A permit that is not closed for so long has been lost. */
  static final long LEASE = 3_600_000_000_000L;

  /** What a settlement has changed. */
  enum Settlement {
    /** Nothing: the permit is closed. */
    CLOSED,
    /** Others can go as they could before, or earlier. */
    EARLIER,
    /** Others may have to wait longer. */
    LATER
  }

  private final Tally tally;
  private final @Nullable Overall overall;
  private final @Nullable OpenPermits open;
  private List<Limit> limits;
  private boolean infers;
  private Windows windows;
  private @Nullable Departures departures;
  private long meanHold;

  /** Null until a call runs within another of the same limiter. */
  private @Nullable SharedSlots shared;

  /**
   * @param settles whether permits are closed, as they hold slots or tokens
   * @param infers whether rejections teach anything
   * @param overall the limits over all keys; null if there are none
   */
  Admissions(
      List<Limit> limits, boolean settles, boolean infers, Tally tally, @Nullable Overall overall) {
    this.infers = infers;
    this.tally = tally;
    this.overall = overall;
    this.limits = limits;
    this.windows = new Windows(limits, settles, infers);
    this.open = settles ? new OpenPermits() : null;
  }

  /** Whether these are the limits of the lane, and how it keeps them. */
  boolean keeps(List<Limit> others, boolean infersNow) {
    return limits == others && infers == infersNow;
  }

  /** Keeps other limits from now on; what was admitted under the ones before still counts. */
  void change(List<Limit> others, boolean infersNow, long now) {
    Windows changed = new Windows(others, open != null, infersNow);
    changed.restore(now, windows);
    windows = changed;
    limits = others;
    infers = infersNow;
  }

  /** Counts what counts elsewhere, too. */
  void startLike(Admissions other, long now) {
    windows.restore(now, other.windows);
  }

  /** What counts in the lane, to be copied. */
  Windows windows() {
    return windows;
  }

  /** A limit that the call exceeds by itself; null if there is none. */
  @Nullable Limit tooSmallFor(Weights weights) {
    if (open == null && weights.calls() == 1) {
      return null;
    }
    Limit tooSmall = windows.tooSmallFor(weights);
    return tooSmall == null && overall != null ? overall.windows().tooSmallFor(weights) : tooSmall;
  }

  /** Whether the limits of the lane have room. */
  boolean hasRoom(long now, Weights weights) {
    if (windows.isCrowded()) {
      takeBackLost(now);
    }
    return windows.hasRoom(now, weights);
  }

  /** When the limits of the lane have room, if nobody ends a call before. */
  long earliest(long now, Weights weights) {
    long earliest = windows.earliest(now, weights);
    return windows.isCrowded() ? Math.max(earliest, leaseEnd()) : earliest;
  }

  /** When all limits but that of slots have room, those over all keys too. */
  long earliestWithin(long now, Weights weights) {
    long earliest = windows.earliest(now, weights);
    return overall == null ? earliest : Math.max(earliest, overall.soonest(now, weights));
  }

  /** The limit of concurrent calls, if that is in the way of everybody. */
  @Nullable Limit crowdedBy() {
    return windows.isCrowded() ? windows.slots() : null;
  }

  /** Whether all slots are taken. */
  boolean isCrowded() {
    return windows.isCrowded();
  }

  /** How long calls hold their slots while none is free, on average, or so far. */
  long meanHold(long now) {
    boolean hasEnded = meanHold > 0;
    return hasEnded || open == null || open.size() == 0 ? meanHold : now - open.time(open.oldest());
  }

  /** Whether permits are closed. */
  boolean settles() {
    return open != null;
  }

  /** Whether turns depend on when calls end. */
  boolean hasSlots() {
    return windows.slots() != null;
  }

  /**
   * All that a call has to pass but slots, where it is but a plain number of calls; the most
   * frequent case.
   */
  @Nullable CallRing plain() {
    return overall == null ? windows.plain() : null;
  }

  /** A call has been admitted by {@link #plain}. */
  void admittedPlainly(long now, long arrival, Weights weights) {
    tally.admitted++;
    if (open != null) {
      windows.take();
      open(open, now, arrival, weights);
    } else if (arrival != now) {
      noteDeparture(arrival, now);
    }
  }

  void admit(long now, long arrival, Weights weights) {
    windows.admit(now, weights);
    if (overall != null) {
      overall.admit(now, weights);
    }
    tally.admitted++;
    if (open != null) {
      open(open, now, arrival, weights);
    } else if (arrival != now) {
      noteDeparture(arrival, now);
    }
  }

  /** A call that has just been admitted runs in the slot of another, if that is still open. */
  void share(long arrival, long outer) {
    if (isOpen(outer)) {
      release();
      shared = shared == null ? new SharedSlots() : shared;
      shared.share(arrival, outer);
    }
  }

  /** Whether a permit is known to be open; that of no call is not. */
  boolean isOpen(long arrival) {
    return arrival != Waiter.NONE && find(arrival) != OpenPermits.NONE;
  }

  private void open(OpenPermits permits, long now, long arrival, Weights weights) {
    if (permits.isFull()) {
      takeBackLost(now);
    }
    permits.add(arrival, now, weights);
  }

  private void noteDeparture(long arrival, long time) {
    if (departures == null) {
      departures = new Departures();
    }
    departures.add(arrival, time);
  }

  /** Whether a call was admitted here, as far as is known; of one that is closed it is not. */
  boolean hasAdmitted(long arrival) {
    return open == null || open.find(arrival) != OpenPermits.NONE;
  }

  /** Closes a permit; does nothing if it is closed. */
  void close(long arrival, long now) {
    int index = find(arrival);
    if (open != null && index != OpenPermits.NONE) {
      if (windows.isCrowded()) {
        long held = now - open.time(index);
        meanHold = meanHold == 0 ? held : meanHold + (held - meanHold) / 8;
      }
      open.remove(index);
      end(arrival);
    }
  }

  private void end(long arrival) {
    if (shared == null || shared.end(arrival)) {
      release();
    }
  }

  /** Undoes an admission, if it is known and still counts. */
  void giveBack(long arrival, Weights weights, long now) {
    long time = timeOf(arrival);
    if (time == Departures.UNKNOWN) {
      return;
    }
    Weights held = held(arrival, weights);
    boolean wasCounted = windows.giveBack(now, time, held);
    if (overall != null) {
      wasCounted |= overall.giveBack(now, time, held);
    }
    if (wasCounted || open != null) {
      tally.admitted--;
    }
    close(arrival, now);
  }

  /** What counts of a call: what it has reserved, or what has been settled since. */
  private Weights held(long arrival, Weights reserved) {
    int index = find(arrival);
    return open == null || index == OpenPermits.NONE
        ? reserved
        : new Weights(
            reserved.calls(),
            open.reserved(index, Dimension.TOKENS),
            open.reserved(index, Dimension.INPUT_TOKENS),
            open.reserved(index, Dimension.OUTPUT_TOKENS));
  }

  /**
   * Whether it does not matter when a call turns out to have used this; {@link #UNTOLD} is nothing.
   */
  boolean isTimeless(long arrival, long tokens, long input, long output) {
    int index = find(arrival);
    boolean isCovered =
        open == null || index == OpenPermits.NONE || open.covers(index, tokens, input, output);
    return isCovered && !windows.isInDebt();
  }

  /** Replaces what a call has reserved by what it has used, as far as it is told. */
  Settlement settle(long arrival, long tokens, long input, long output, long now) {
    int index = find(arrival);
    if (open == null || index == OpenPermits.NONE) {
      return Settlement.CLOSED;
    }
    boolean isCovered = open.covers(index, tokens, input, output);
    settle(open, index, Dimension.TOKENS, tokens, now);
    settle(open, index, Dimension.INPUT_TOKENS, input, now);
    settle(open, index, Dimension.OUTPUT_TOKENS, output, now);
    return isCovered ? Settlement.EARLIER : Settlement.LATER;
  }

  private void settle(OpenPermits permits, int index, Dimension dimension, long used, long now) {
    long reserved = permits.reserved(index, dimension);
    if (used == UNTOLD || used == reserved) {
      return;
    }
    permits.reserve(index, dimension, used);
    long time = permits.time(index);
    windows.settle(now, time, dimension, reserved, used);
    if (overall != null) {
      overall.settle(now, time, dimension, reserved, used);
    }
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long arrival, Weights weights, @Nullable Dimension meant, long stated, long now) {
    long time = timeOf(arrival);
    if (time != Departures.UNKNOWN) {
      ofAccount().rejected(now, time, weights, meant, stated);
    }
  }

  /** Takes in what the provider said in the answer to a call. */
  void observe(long arrival, Dimension dimension, long most, long remaining, long reset, long now) {
    long time = timeOf(arrival);
    if (time != Departures.UNKNOWN) {
      ofAccount().observe(now, time, dimension, most, remaining, reset);
    }
  }

  /** The limits that stand for the account: those over all keys if there are any. */
  private Windows ofAccount() {
    return overall == null ? windows : overall.changing();
  }

  /** Whether permits are open. */
  boolean hasOpen(long now) {
    takeBackLost(now);
    return open != null && open.size() > 0;
  }

  /** Whether nothing counts any more, and no permit is open. */
  boolean isEmpty(long now) {
    return !hasOpen(now) && windows.isEmpty(now);
  }

  long largestMargin() {
    return windows.largestMargin();
  }

  void report(long now, Consumer<LimitUse> to) {
    windows.report(now, to);
  }

  private int find(long arrival) {
    return open == null ? OpenPermits.NONE : open.find(arrival);
  }

  /** When the last attempt of a call was admitted; its arrival where that is not known. */
  long departure(long arrival) {
    long time = timeOf(arrival);
    return time == Departures.UNKNOWN ? arrival : time;
  }

  /** When the last attempt of a call was admitted. */
  private long timeOf(long arrival) {
    if (open != null) {
      int index = open.find(arrival);
      return index == OpenPermits.NONE ? Departures.UNKNOWN : open.time(index);
    }
    return departures == null ? arrival : departures.time(arrival);
  }

  private void release() {
    windows.release();
    if (overall != null) {
      overall.release();
    }
  }

  /** Closes permits that nobody has closed for so long that they must have been lost. */
  private void takeBackLost(long now) {
    while (open != null && open.size() > 0 && leaseEnd() <= now) {
      int oldest = open.oldest();
      long arrival = open.arrival(oldest);
      open.remove(oldest);
      end(arrival);
      tally.lost();
    }
  }

  /** When the first of the open permits is lost unless it is closed. */
  long leaseEnd() {
    int oldest = open == null ? OpenPermits.NONE : open.oldest();
    return open == null || oldest == OpenPermits.NONE ? Timeline.NEVER : open.time(oldest) + LEASE;
  }
}
