package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.events.EventQueue;
import dev.ritmo.runtime.internal.events.LimiterEvents;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.limiter.feedback.Feedback;
import dev.ritmo.runtime.internal.limiter.feedback.LimiterLog;
import dev.ritmo.runtime.internal.limiter.feedback.OutputEstimate;
import dev.ritmo.runtime.internal.limiter.feedback.ProviderEvents;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.time.Clock;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.internal.window.Watch;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a limiter makes of the ends of its calls: what they teach, when it pauses, and what is
 * logged and shown. Guarded by the limiter.
 */
final class LimiterState implements LimiterLock.FollowUp {

  /** Up to this many consecutive overloads only the failed calls back off. */
  private static final int OVERLOADS = 2;

  private final String name;
  private final Clock clock;
  private final LimiterLock lock;
  private final Alarms alarms;
  private final Counters counters;
  private final Watch watch;
  private final LimiterEvents events;
  private final WaitReports waits;
  private final LimiterLanes lanes;
  private final Pauses pauses;
  private final OutputEstimate output = new OutputEstimate();
  private @Nullable Feedback feedback;

  LimiterState(String name, Limits limits, Timeline timeline, Clock clock, Watch watch) {
    this.name = name;
    this.clock = clock;
    this.watch = watch;
    this.lock = new LimiterLock(this);
    this.alarms = new Alarms(lock);
    Runnable followUp = lock::requireFollowUp;
    this.counters = new Counters(followUp);
    this.events = new LimiterEvents(name, timeline, EventQueue.ofProcess(), followUp);
    this.waits = new WaitReports(events);
    this.lanes = new LimiterLanes(name, limits, counters, watch, alarms, waits);
    this.pauses = new Pauses(lanes, events, watch);
    if (lanes.areShared()) {
      lock.requireFollowUp();
    }
  }

  /** The lock that guards all this; the only one. */
  LimiterLock lock() {
    return lock;
  }

  Counters counters() {
    return counters;
  }

  LimiterLanes lanes() {
    return lanes;
  }

  WaitReports waits() {
    return waits;
  }

  /** What is kept of failures. */
  Feedback feedback() {
    Feedback known = feedback == null ? new Feedback(counters) : feedback;
    feedback = known;
    return known;
  }

  void pause(long until) {
    pauses.pause(clock.read(), until);
  }

  void pauseFor(long nanos) {
    long now = clock.read();
    pauses.pause(now, Timeline.after(now, nanos));
  }

  /** Pauses the account of a lane, as a call of it backs off. */
  void pauseForBackOff(Lane lane, long until) {
    counters.pause();
    pauses.pauseAccount(clock.read(), lane, until);
  }

  void resume() {
    pauses.resume(clock.read());
  }

  void change(Limits limits) {
    long now = clock.read();
    lanes.change(now, limits);
    events.changed(now);
  }

  void shutDown() {
    long now = clock.read();
    events.shutDown(now);
    lanes.shutDown(now, true);
  }

  void reopen() {
    lanes.shutDown(clock.read(), false);
  }

  /** Undoes the admission of a call that has not started. */
  void giveBack(Lane lane, long arrival, Weights weights, CallCounters counted) {
    if (lane.giveBack(clock.read(), arrival, weights)) {
      counted.giveBack();
    }
  }

  /** Replaces what a call has reserved; returns whether its permit is still open. */
  boolean settle(Lane lane, long arrival, Usage usage) {
    boolean isOpen = lane.settle(clock, arrival, usage);
    long output = usage.of(Dimension.OUTPUT_TOKENS);
    if (isOpen && output != Usage.ABSENT && usage.isWhole()) {
      this.output.add(output);
    }
    return isOpen;
  }

  /** How many tokens an answer has at most. */
  long expectedOutput() {
    return output.most();
  }

  /** Takes in what the provider reports of a limit in the answer to a call. */
  void observe(Lane lane, long arrival, Observation seen) {
    long now = clock.read();
    lane.observe(now, arrival, seen);
    inferred(now, lane);
  }

  /** An attempt of a call has ended, and all that is known of it was told. */
  void ended(Lane lane, long arrival, Weights weights, Inference.Outcome outcome) {
    if (outcome == Inference.Outcome.SERVED && pauses.areWatched()) {
      pauses.served(clock.read(), lane.calls().departure(arrival));
    }
    boolean hasChanged = lane.ended(clock, arrival, weights, outcome);
    if (hasChanged && (haveLowered() || lane.capacity().isInferring())) {
      inferred(clock.lastRead(), lane);
    }
    if (watch.isOn() && lane.capacity().takeRelease()) {
      lanes.ofAccount(lane).forEach(other -> other.releaseBackOffs(clock.lastRead()));
    }
  }

  /**
   * An attempt of a call has failed.
   *
   * @return as {@link Admission#failed}
   */
  BackOffAdvice failed(
      Lane lane, long arrival, Weights weights, CallCounters counted, Signal signal) {
    counted.fail(signal.reason());
    boolean isRejected = signal.kind() == Signal.Kind.REJECTED;
    if (!isRejected && signal.kind() != Signal.Kind.OVERLOADED) {
      return BackOffAdvice.NONE;
    }
    long now = clock.read();
    events.rejected(now, counted.method(), signal);
    long left = lane.calls().departure(arrival);
    if (isRejected) {
      lane.rejected(now, arrival, weights, signal);
      inferred(now, lane);
    }
    ProviderEvents known =
        lanes.arePausedApart() ? lane.calls().providerEvents(counters) : feedback().events();
    if (signal.statesDelay()) {
      long pause = known.stated(now, left, signal.statedDelayNanos());
      if (pause != ProviderEvents.NO_PAUSE) {
        pauses.pauseAccount(now, lane, Timeline.after(now, pause));
      }
      return BackOffAdvice.NONE;
    }
    if (isRejected && isLimited(signal.meant())) {
      return lane.capacity().isUncertain(now) ? BackOffAdvice.PACED : BackOffAdvice.NONE;
    }
    int inARow = known.unstated(now, left) - (isRejected ? 0 : OVERLOADS);
    return inARow > 0 ? BackOffAdvice.pause(inARow) : BackOffAdvice.NONE;
  }

  /** A call will not be tried again although another attempt might succeed. */
  void gaveUp(CallCounters counted, Signal signal, int attempts, GiveUpCause cause) {
    counted.giveUp(cause);
    events.gaveUp(clock.read(), counted.method(), attempts, signal, cause);
  }

  /** Takes a retry from the budget; false if none is left. */
  boolean drawRetry(CallCounters counted) {
    boolean isLeft = feedback().retries().draw();
    if (feedback().retries().isEmptied()) {
      events.budgetEmpty(clock.read(), counted.method());
    }
    return isLeft;
  }

  /** Has lines logged that wait for the next event, if it is time for them. */
  void flushEvents() {
    events.flush(clock.lastRead());
  }

  /** Whether a limit is there that learns from a rejection, and holds back what comes. */
  private boolean isLimited(@Nullable Dimension meant) {
    for (Limit limit : lanes.accountLimits()) {
      boolean learns = limit.dimension() != Dimension.SLOTS;
      if (learns && (meant == null || meant == limit.dimension())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a limit was reported as lowered, and not yet as kept in full again. */
  private boolean haveLowered() {
    return feedback != null && feedback.reports().haveLowered();
  }

  /** Something may have been inferred from a call of this lane. */
  private void inferred(long now, Lane lane) {
    feedback()
        .reports()
        .inferred(now, lanes.account(lane), () -> lanes.accountUses(clock.lastRead(), lane));
    lock.requireFollowUp();
  }

  /** Wake-ups and log lines that follow from a section. */
  @Override
  public Runnable prepare() {
    long now = clock.lastRead();
    lanes.retime(now);
    boolean rings = alarms.takeDue();
    long lost = counters.takeUnreportedLost();
    List<LimitUse> news = feedback == null ? List.of() : feedback.reports().due(now);
    if (lost > 0) {
      events.lost(now, lost);
    }
    for (LimitUse use : news) {
      events.inferred(now, use.declared(), use.inferred() == null ? null : use.inForce());
    }
    Runnable told = events.takeFollowUp(now);
    boolean areReportsPending = feedback != null && feedback.reports().arePending();
    if (areReportsPending || lanes.areShared()) {
      lock.requireFollowUp();
    }
    if (!rings && told == null && lost == 0 && news.isEmpty()) {
      return LimiterState::nothing;
    }
    return () -> {
      if (rings) {
        alarms.ring();
      }
      if (told != null) {
        told.run();
      }
      if (lost > 0) {
        LimiterLog.lost(name, lost);
      }
      news.forEach(use -> LimiterLog.inferred(name, use));
    };
  }

  /** Reads the clock. */
  long now() {
    return clock.read();
  }

  private static void nothing() {}
}
