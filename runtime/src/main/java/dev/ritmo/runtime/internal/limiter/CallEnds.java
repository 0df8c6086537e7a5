package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.limiter.CallRecords.Settlement;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Clock;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Watch;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Signal;

/**
 * What the ends of admitted calls, and the answers to them, change for the calls that wait in a
 * lane. Not thread-safe: guarded by the limiter.
 */
final class CallEnds {

  private final Gate gate;
  private final WaitingQueue queue;
  private final Watch watch;

  CallEnds(Gate gate, WaitingQueue queue, Watch watch) {
    this.gate = gate;
    this.queue = queue;
    this.watch = watch;
  }

  /** Whether a call need not read the clock when it ends: what it changes matters to no other. */
  private boolean isQuiet() {
    return queue.isEmpty() && !gate.limits().isCrowded() && !gate.isShared();
  }

  /**
   * An attempt of a call has ended; what it has used is settled.
   *
   * @param weights what it has reserved
   * @return whether others may be able to go at other times than before, slots aside
   */
  boolean ended(Clock clock, long arrival, Weights weights, Inference.Outcome outcome) {
    boolean isWatched = watch.isOn();
    long now = isQuiet() && !isWatched ? clock.lastRead() : clock.read();
    boolean hasChanged = isWatched && gate.calls().ended(now, arrival, weights, outcome);
    gate.calls().records().close(now, arrival);
    if (hasChanged) {
      turnsChanged(now);
    } else if (!queue.isEmpty() && gate.limits().slots() != null) {
      queue.wakeHead(now);
    }
    return hasChanged;
  }

  /** Calls may be able to go at other times than before. */
  private void turnsChanged(long now) {
    boolean was = gate.isUncertain();
    boolean isUncertain = gate.updateUncertainty(now);
    if (was && isUncertain) {
      queue.wakeHead(now); // no call has a turn as long as that lasts
    } else if (was || isUncertain) {
      queue.reconsider(now);
    } else {
      queue.recompute(now);
    }
  }

  /** Undoes the admission of a call that has not started; returns whether it still counted. */
  boolean giveBack(long now, long arrival, Weights weights) {
    boolean isUndone = gate.calls().giveBack(now, arrival, weights);
    queue.mayBeEarlier(now);
    return isUndone;
  }

  /**
   * Replaces what a call has reserved by what it has used, as far as that is reported.
   *
   * @return whether the permit is still open
   */
  boolean settle(Clock clock, long arrival, Usage usage) {
    boolean isTimeless = isQuiet() && gate.calls().isTimeless(arrival, usage);
    long now = isTimeless ? clock.lastRead() : clock.read();
    Settlement settlement = gate.calls().settle(now, arrival, usage);
    if (settlement == Settlement.LATER) {
      queue.recompute(now);
    } else if (settlement == Settlement.EARLIER && !isTimeless) {
      queue.mayBeEarlier(now);
    }
    return settlement != Settlement.CLOSED;
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long now, long arrival, Weights weights, Signal signal) {
    if (gate.calls().rejected(now, arrival, weights, signal)) {
      turnsChanged(now);
    }
  }

  /** Takes in what the provider reports of a limit in the answer to a call. */
  void observed(long now, long arrival, Observation seen) {
    gate.calls().observe(now, arrival, seen);
    queue.recompute(now);
  }
}
