package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.limiter.CallRecords.Settlement;
import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.limiter.feedback.ProviderEvents;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.window.Advance;
import dev.ritmo.runtime.internal.window.CallTimes;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import org.jspecify.annotations.Nullable;

/**
 * The admitted calls of a lane: each counts in the capacity, from its admission or from later while
 * connections are being made, until it is given back or settled. Not thread-safe: guarded by the
 * limiter.
 */
final class LaneCalls {

  private final LimitSet limits;
  private final Capacity capacity;
  private final Connections connections;
  private final ColdCalls cold;
  private final CallRecords records;
  private @Nullable ProviderEvents providerEvents;

  /**
   * @param limits of the key
   * @param capacity of these limits, and those over all keys if there are any
   * @param connections of all calls of the limiter
   * @param cold of all calls of the limiter
   * @param records what is remembered of the calls of this lane
   */
  LaneCalls(
      LimitSet limits,
      Capacity capacity,
      Connections connections,
      ColdCalls cold,
      CallRecords records) {
    this.limits = limits;
    this.capacity = capacity;
    this.connections = connections;
    this.cold = cold;
    this.records = records;
  }

  /** The connections of all calls of the limiter. */
  Connections connections() {
    return connections;
  }

  /** Events at the provider, where the key is an account of its own. */
  ProviderEvents providerEvents(Counters counters) {
    ProviderEvents known = providerEvents == null ? new ProviderEvents(counters) : providerEvents;
    providerEvents = known;
    return known;
  }

  CallRecords records() {
    return records;
  }

  /** Counts a call that {@link Capacity#tryTakeOne} has admitted. */
  void note(long now, long arrival, Weights weights) {
    records.add(now, arrival, weights);
  }

  /**
   * Counts a call.
   *
   * @param isSent whether its request leaves at once, as that of a nested call does
   */
  void admit(long now, long arrival, Weights weights, boolean isSent) {
    long from = connections.admitted(now, isSent);
    capacity.admit(now, from, weights);
    records.add(now, arrival, weights);
    if (from > now) {
      cold.add(from, arrival);
    }
  }

  /** Takes back permits that were lost where they are in the way of other calls. */
  void takeBackLost(long now) {
    if (limits.isCrowded()) {
      records.takeBackLost(now);
    }
  }

  /** The earliest time at which the limits of the key have room, if no call ends before. */
  long earliestOfKey(long now, Weights weights) {
    long earliest = limits.earliest(now, weights);
    return limits.isCrowded() ? Math.max(earliest, records.leaseEnd()) : earliest;
  }

  /**
   * A call has ended, or an attempt of it.
   *
   * @param weights what it has reserved
   * @return whether others may be able to go at other times than before, slots aside
   */
  boolean ended(long now, long arrival, Weights weights, Inference.Outcome outcome) {
    connections.ended();
    CallTimes call = times(arrival);
    if (call == null) {
      return false;
    }
    boolean counted = countFromEnd(now, arrival, call, weights);
    boolean isWarm = connections.isSettled(now);
    return capacity.ended(now, call.left(), weights, outcome, isWarm) || counted;
  }

  /** Counts a cold call from its end; returns whether that makes it count earlier. */
  private boolean countFromEnd(long now, long arrival, CallTimes call, Weights reserved) {
    if (cold.areNone()) {
      return false;
    }
    cold.remove(arrival);
    boolean isEarlier = call.from() > now;
    if (isEarlier) {
      advance(now, new Advance(call.from(), now), least(records.held(arrival, reserved), reserved));
    }
    if (records instanceof UntrackedCalls) {
      cold.forgetUntil(now);
    }
    return isEarlier;
  }

  /**
   * A call arrives that the body of another one makes, which counts from its start then.
   *
   * @return whether the outer call is known to run
   */
  boolean startsNested(long now, long outer) {
    boolean isRunning = records.isOpen(outer);
    CallTimes call = isRunning ? times(outer) : null;
    if (call != null && call.from() > call.left()) {
      cold.remove(outer);
      Weights held = records.held(outer, Weights.ONE_CALL);
      advance(now, new Advance(call.from(), call.left()), held);
    }
    return isRunning;
  }

  /** An admitted call runs in the slot of the call that made it, if that has not ended. */
  void shareSlot(long arrival, long outer) {
    if (records.isOpen(outer)) {
      records.share(arrival, outer);
    }
  }

  private void advance(long now, Advance advance, Weights held) {
    capacity.advance(now, advance, held);
    connections.advanced(now);
  }

  /** What was used beyond a reservation counts from when that was known. */
  private static Weights least(Weights held, Weights reserved) {
    Weights least = reserved;
    for (Dimension dimension : PermitTable.RESERVED) {
      least = least.with(dimension, Math.min(held.of(dimension), reserved.of(dimension)));
    }
    return least;
  }

  /**
   * Undoes an admission.
   *
   * @return whether anything of it was still there to be undone
   */
  boolean giveBack(long now, long arrival, Weights weights) {
    CallTimes call = times(arrival);
    if (call == null) {
      return false;
    }
    boolean wasOpen = records.isOpen(arrival);
    boolean wasCounted = capacity.giveBack(now, call, records.held(arrival, weights));
    cold.remove(arrival);
    records.undo(arrival);
    return wasCounted || wasOpen;
  }

  /** Whether it does not matter at what time a usage is settled. */
  boolean isTimeless(long arrival, Usage usage) {
    return records.covers(arrival, usage) && !limits.isInDebt();
  }

  /** Replaces what a call has reserved by what it has used, as far as that is reported. */
  Settlement settle(long now, long arrival, Usage usage) {
    CallTimes call = times(arrival);
    return call == null ? Settlement.CLOSED : records.settle(now, arrival, call, usage);
  }

  /**
   * Learns from the rejection of a call although every limit was kept.
   *
   * @return whether others may have to go at other times than before
   */
  boolean rejected(long now, long arrival, Weights weights, Signal signal) {
    CallTimes call = times(arrival);
    if (call == null) {
      return false;
    }
    capacity.rejected(now, call, weights, signal.meant(), signal.statedDelayNanos());
    return capacity.isInferring();
  }

  /**
   * Takes in what the provider reports of a limit in the answer to a call. One that is not known
   * here left when it arrived.
   */
  void observe(long now, long arrival, Observation seen) {
    CallTimes call = times(arrival);
    capacity.observe(now, call == null ? new CallTimes(arrival, arrival) : call, seen);
  }

  /** Whether permits are open, after those that were lost have been taken back. */
  boolean areOpen(long now) {
    records.takeBackLost(now);
    return records.areOpen();
  }

  /** Whether nothing counts any more, and no permit is open. */
  boolean areEmpty(long now) {
    return !areOpen(now) && limits.isEmpty(now);
  }

  /** Leaves nothing behind outside the lane, which will not be used any more. */
  void discard() {
    limits.discard();
  }

  /** When the last attempt of a call left; its arrival if that is not known any more. */
  long departure(long arrival) {
    long time = records.admittedAt(arrival);
    return time == CallRecords.UNKNOWN ? arrival : time;
  }

  private @Nullable CallTimes times(long arrival) {
    long time = records.admittedAt(arrival);
    return time == CallRecords.UNKNOWN ? null : cold.times(arrival, time);
  }
}
