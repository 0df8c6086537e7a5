package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
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
  private final boolean isAccount;
  private final Connections connections;
  private final Watch watch;
  private List<Limit> limits;
  private Inference.Factory inferring;
  private Windows windows;
  private @Nullable ColdCalls cold;
  private boolean isInferring;
  private @Nullable Departures departures;
  private long meanHold;

  /** Null until a call runs within another of the same limiter. */
  private @Nullable SharedSlots shared;

  /**
   * @param settles whether permits are closed, as they hold slots or tokens
   * @param connections of all calls of the limiter
   * @param isAccount whether the key has an account of its own with the provider
   * @param overall the limits over all keys; null if there are none
   */
  Admissions(
      List<Limit> limits,
      boolean settles,
      Inference.Factory inferring,
      Connections connections,
      Watch watch,
      Tally tally,
      boolean isAccount,
      @Nullable Overall overall) {
    this.isAccount = isAccount;
    this.connections = connections;
    this.watch = watch;
    this.tally = tally;
    this.overall = overall;
    this.limits = limits;
    this.inferring = inferring;
    this.windows = new Windows(limits, settles, inferring);
    this.open = settles ? new OpenPermits() : null;
  }

  /** Whether these are the limits of the lane, and how it keeps them. */
  boolean keeps(List<Limit> others, Inference.Factory infers) {
    return limits == others && inferring == infers;
  }

  /** Keeps other limits from now on; what was admitted under the ones before still counts. */
  void change(List<Limit> others, Inference.Factory infers, long now) {
    Windows changed = new Windows(others, open != null, infers);
    changed.restore(now, windows);
    windows = changed;
    limits = others;
    inferring = infers;
    watchInference();
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
   * Whether all that a call has to pass but slots is a plain number of calls; the most frequent
   * case.
   */
  boolean isPlain() {
    return overall == null && windows.isPlain();
  }

  /**
   * Admits a call that takes nothing but one of the calls if there is room and {@link #isPlain}.
   */
  boolean tryAdmitPlainly(long now, long arrival, Weights weights) {
    if (!windows.tryAdmitOne(now)) {
      return false;
    }
    connections.admittedWarm(now); // or the busiest limiters would be taken for idle
    tally.admitted++;
    if (open != null) {
      windows.take();
      open(open, now, arrival, weights);
    } else if (arrival != now) {
      noteDeparture(arrival, now);
    }
    return true;
  }

  /**
   * Admits a call.
   *
   * @param isSent whether its request leaves at once, as that of a call within another
   */
  void admit(long now, long arrival, Weights weights, boolean isSent) {
    long from = connections.admitted(now, isSent);
    windows.admit(now, from, weights);
    if (overall != null) {
      overall.admit(now, from, weights);
    }
    tally.admitted++;
    if (open != null) {
      open(open, now, arrival, weights);
    } else if (arrival != now) {
      noteDeparture(arrival, now);
    }
    if (from > now) {
      cold = cold == null ? new ColdCalls(watch) : cold;
      cold.add(arrival, from);
      watchInference();
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

  /** From when a call counts that left at this time. */
  private long from(long arrival, long left) {
    return cold == null ? left : cold.from(arrival, left);
  }

  /**
   * A call has ended, or an attempt of it.
   *
   * @param weights what it has reserved
   * @return whether others may be able to go at other times than before, slots aside
   */
  boolean ended(long arrival, Weights weights, Inference.Outcome outcome, long now) {
    connections.ended();
    long left = timeOf(arrival);
    if (left == Departures.UNKNOWN) {
      return false;
    }
    boolean hasChanged = false;
    if (cold != null) {
      hasChanged = countFromEnd(cold, arrival, left, weights, now);
    }
    hasChanged |= ofAccount().ended(now, left, weights, outcome, connections.isSettled(now));
    watchInference();
    return hasChanged;
  }

  private boolean countFromEnd(
      ColdCalls calls, long arrival, long left, Weights weights, long now) {
    long from = calls.from(arrival, left);
    calls.remove(arrival);
    if (from > now) {
      advance(now, from, now, least(held(arrival, weights), weights));
    }
    if (open == null) {
      calls.forgetUntil(now);
    }
    return from > now;
  }

  /** A call makes another one under the same limiter, and counts from its start. */
  void countFromStart(long arrival, long now) {
    long left = timeOf(arrival);
    if (cold == null || left == Departures.UNKNOWN) {
      return;
    }
    long from = cold.from(arrival, left);
    if (from > left) {
      cold.remove(arrival);
      advance(now, from, left, held(arrival, Weights.ONE_CALL));
    }
  }

  /** What was expected to count from a later time has counted from an earlier one. */
  private void advance(long now, long from, long earlier, Weights held) {
    windows.advance(now, from, earlier, held);
    if (overall != null) {
      overall.advance(now, from, earlier, held);
    }
    connections.advanced(now);
  }

  /** What was used beyond a reservation counts from when that was known. */
  private static Weights least(Weights held, Weights reserved) {
    return new Weights(
        reserved.calls(),
        Math.min(held.tokens(), reserved.tokens()),
        Math.min(held.inputTokens(), reserved.inputTokens()),
        Math.min(held.outputTokens(), reserved.outputTokens()));
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
    long from = from(arrival, time);
    boolean wasCounted = windows.giveBack(now, time, from, held);
    if (overall != null) {
      wasCounted |= overall.giveBack(now, time, from, held);
    }
    if (cold != null) {
      cold.remove(arrival);
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
    long from = from(arrival, open.time(index));
    settle(open, index, from, Dimension.TOKENS, tokens, now);
    settle(open, index, from, Dimension.INPUT_TOKENS, input, now);
    settle(open, index, from, Dimension.OUTPUT_TOKENS, output, now);
    return isCovered ? Settlement.EARLIER : Settlement.LATER;
  }

  private void settle(
      OpenPermits permits, int index, long from, Dimension dimension, long used, long now) {
    long reserved = permits.reserved(index, dimension);
    if (used == UNTOLD || used == reserved) {
      return;
    }
    permits.reserve(index, dimension, used);
    long left = permits.time(index);
    windows.settle(now, left, from, dimension, reserved, used);
    if (overall != null) {
      overall.settle(now, left, from, dimension, reserved, used);
    }
  }

  /**
   * Learns from a rejection of a call although every limit was kept.
   *
   * @return whether others may have to go at other times than before
   */
  boolean rejected(
      long arrival, Weights weights, @Nullable Dimension meant, long stated, long now) {
    long time = timeOf(arrival);
    if (time == Departures.UNKNOWN) {
      return false;
    }
    boolean isTimely = from(arrival, time) == time;
    ofAccount().rejected(now, time, weights, meant, stated, isTimely);
    watchInference();
    return ofAccount().isInferring();
  }

  /** Takes in what the provider said in the answer to a call. */
  void observe(long arrival, Dimension dimension, long most, long remaining, long reset, long now) {
    long time = timeOf(arrival);
    if (time != Departures.UNKNOWN) {
      long from = from(arrival, time);
      ofAccount().observe(now, time, from, dimension, most, remaining, reset);
    }
  }

  /** Whether answers to come decide when calls can leave. */
  boolean isUncertain(long now) {
    return windows.isUncertain(now) || (overall != null && overall.windows().isUncertain(now));
  }

  /** Whether something is inferred for the account. */
  boolean isInferring() {
    return isInferring || (overall != null && overall.windows().isInferring());
  }

  /** See {@link Inference#takeRelease}. */
  boolean takeRelease() {
    return ofAccount().takeRelease();
  }

  private void watchInference() {
    isInferring = watch.follow(isInferring, windows.isInferring());
    if (overall != null) {
      overall.watchInference(watch);
    }
  }

  /** The limits that stand for the account with the provider, of which its answers speak. */
  private Windows ofAccount() {
    return overall == null || isAccount ? windows : overall.changing();
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
      if (cold != null) {
        cold.remove(arrival);
      }
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
