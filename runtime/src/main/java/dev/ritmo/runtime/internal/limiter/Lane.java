package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Clock;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Watch;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one key, or of a limiter without keys: a call arrives, looks for its turn, is
 * admitted or refused, and ends. Not thread-safe: guarded by the limiter.
 *
 * <p>Invariant: a call is admitted only if its {@link Gate} lets it pass and no due call goes
 * before it.
 */
final class Lane implements Waiter.Place {

  /** Connections hear of an admission at least this often, in nanoseconds: once a second. */
  private static final long BETWEEN_REPORTS = 1_000_000_000;

  /** Null without keys, and for the lane of keys that have none of their own. */
  private final @Nullable Object key;

  private final Gate gate;
  private final Capacity capacity;
  private final WaitingQueue queue;
  private final CallEnds ends;
  private final boolean tracksPermits;
  private boolean isForgotten;

  /** When a call that arrives may go at once, as far as the queue and pauses are concerned. */
  private long opensAt;

  /** Whether a call that arrives then has to pass nothing but a plain number of calls. */
  private boolean isPlain;

  /** Until then a call counts from its admission, and connections need not know of it. */
  private long plainUntil = Connections.COLD;

  Lane(@Nullable Object key, Gate gate, boolean tracksPermits, Watch watch, WaitingQueue queue) {
    this.key = key;
    this.gate = gate;
    this.capacity = gate.capacity();
    this.queue = queue;
    this.tracksPermits = tracksPermits;
    this.ends = new CallEnds(gate, queue, watch);
    refresh();
  }

  @Nullable Object key() {
    return key;
  }

  Capacity capacity() {
    return capacity;
  }

  /** The limits of its key alone. */
  LimitSet limits() {
    return gate.limits();
  }

  LaneCalls calls() {
    return gate.calls();
  }

  WaitingQueue queue() {
    return queue;
  }

  /** Admits a call that arrives now if it need not wait. */
  boolean admitOnArrival(long now, long arrival, Weights weights) {
    boolean isOpen = now >= opensAt;
    if (isOpen && isPlain && now <= plainUntil && weights.calls() == 1) {
      boolean goes = admitPlainly(now, arrival, weights);
      if (goes || !gate.limits().isCrowded()) { // otherwise lost permits may be taken back
        return goes;
      }
    }
    if (!isOpen && !queue.isNoneDue(now)) {
      return false;
    }
    boolean goes = gate.admitsOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights, false);
    }
    if (isOpen) {
      isPlain = isPlain && capacity.isPlain(); // all that may have changed
      return goes;
    }
    if (goes) {
      queue.overtaken(now);
    }
    refresh();
    return goes;
  }

  private boolean admitPlainly(long now, long arrival, Weights weights) {
    if (!capacity.tryTakeOne(now)) {
      return false;
    }
    if (tracksPermits || arrival != now) {
      gate.calls().note(now, arrival, weights);
    }
    return true;
  }

  private void admit(long now, long arrival, Weights weights, boolean isSent) {
    gate.calls().admit(now, arrival, weights, isSent);
    long warmUntil = gate.calls().connections().warmUntil();
    plainUntil = Math.min(warmUntil, now + BETWEEN_REPORTS);
    gate.passed(now);
  }

  /**
   * Adds a waiter to the queue if its turn comes in time.
   *
   * @throws RateLimitExceededException if it does not
   */
  void enqueue(long now, Waiter waiter) {
    waiter.waitIn(this);
    waiter.isNested = gate.calls().startsNested(now, waiter.outer);
    RateLimitExceededException refusal = gate.refusalForEver(waiter.weights);
    if (refusal == null) {
      queue.add(now, waiter);
    } else {
      queue.refuse(now, waiter, refusal);
    }
    refresh();
    waiter.throwIfRefused();
  }

  @Override
  public boolean look(long now, Waiter waiter) {
    waiter.looks();
    boolean goes = queue.removeIfDue(now, waiter);
    if (goes) {
      admit(now, waiter.arrival, waiter.weights, waiter.isNested);
      if (waiter.isNested) {
        gate.calls().shareSlot(waiter.arrival, waiter.outer);
      }
      waiter.counters.admit();
      queue.admitted(now, waiter);
    } else {
      queue.stays(now, waiter);
    }
    refresh();
    waiter.throwIfRefused();
    return goes;
  }

  @Override
  public boolean leave(long now, Waiter waiter) {
    boolean waited = queue.abandon(now, waiter);
    refresh();
    return waited;
  }

  /** See {@link CallEnds#ended}. */
  boolean ended(Clock clock, long arrival, Weights weights, Inference.Outcome outcome) {
    boolean hasChanged = ends.ended(clock, arrival, weights, outcome);
    if (hasChanged || opensAt == Timeline.NEVER) { // otherwise no call waits
      refresh();
    }
    return hasChanged;
  }

  /** See {@link CallEnds#giveBack}. */
  boolean giveBack(long now, long arrival, Weights weights) {
    boolean isUndone = ends.giveBack(now, arrival, weights);
    refresh();
    return isUndone;
  }

  /** Replaces what a call has reserved by what it has used; see {@link CallEnds#settle}. */
  boolean settle(Clock clock, long arrival, Usage usage) {
    boolean isOpen = ends.settle(clock, arrival, usage);
    refresh();
    return isOpen;
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long now, long arrival, Weights weights, Signal signal) {
    ends.rejected(now, arrival, weights, signal);
    refresh();
  }

  /** Takes in what the provider reports of a limit in the answer to a call. */
  void observe(long now, long arrival, Observation seen) {
    ends.observed(now, arrival, seen);
    refresh();
  }

  /** Admits no call before this time. */
  void pause(long now, long until) {
    if (gate.pause(until)) {
      queue.recompute(now);
      refresh();
    }
  }

  void endPause(long now) {
    if (gate.endPause(now)) {
      queue.recompute(now);
      refresh();
    }
  }

  /** Ends the pause, and makes calls due that wait for a time of their own. */
  void resume(long now) {
    endPause(now);
    queue.releaseAll(now);
    refresh();
  }

  /** Makes calls due that back off because of a rejection. */
  void releaseBackOffs(long now) {
    queue.releaseBackOffs(now);
    refresh();
  }

  /** Refuses every waiting call, and every call from now on; or admits calls again. */
  void shutDown(long now, boolean value) {
    gate.shutDown(value);
    queue.reconsider(now);
    refresh();
  }

  /** Keeps other limits from now on; what was admitted before still counts. */
  void change(long now, List<Limit> changed, Inference.Factory inferring) {
    gate.limits().change(now, changed, inferring);
    gate.becomeCertain();
    queue.reconsider(now);
    queue.refuseTooLate(now);
    refresh();
  }

  /** Refuses calls that have to wait too long for the limits over all keys, which have changed. */
  void refuseTooLate(long now) {
    queue.refuseTooLate(now);
    refresh();
  }

  void lookAgain(long now) {
    queue.wakeHead(now);
  }

  /** Counts what counts in another lane, too. */
  void startLike(long now, Lane other) {
    gate.limits().startLike(now, other.limits());
    refresh();
  }

  @Override
  public ExpectedWait expectedWait(long now, Waiter waiter) {
    return queue.expectedWait(now, waiter);
  }

  @Override
  public RateLimitExceededException refusal(long now, Waiter waiter) {
    queue.recompute(now);
    return gate.refusal(now, waiter);
  }

  /** Whether nothing would be lost if the lane were forgotten. */
  boolean isIdle(long now) {
    return queue.isEmpty() && !gate.isPaused(now) && gate.calls().areEmpty(now);
  }

  boolean isInUse(long now) {
    return !queue.isEmpty() || gate.calls().areOpen(now);
  }

  /** No call may enter it any more. */
  void forget() {
    isForgotten = true;
    gate.calls().discard();
  }

  boolean isForgotten() {
    return isForgotten;
  }

  /** What decides on arrival is kept at hand: most calls need nothing else. */
  private void refresh() {
    isPlain = capacity.isPlain();
    opensAt = queue.isEmpty() ? gate.opensForArrivals() : Timeline.NEVER;
  }
}
