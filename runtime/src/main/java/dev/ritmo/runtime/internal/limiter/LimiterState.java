package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InferredLimit;
import dev.ritmo.runtime.LimitState;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.internal.window.Windows;
import dev.ritmo.runtime.internal.window.infer.RejectionInference;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a limiter knows. Not thread-safe: every method runs under the lock of the limiter, but
 * for {@link #newLane} and those that say so.
 *
 * <p>Invariant: a limiter with keys has {@link #lanes}, and its {@link #main} is their overflow.
 */
final class LimiterState {

  /** So many overloads in a row are yet the matter of their calls. */
  private static final int OVERLOADS = 2;

  final Clock clock;
  final Tally tally = new Tally();
  final Watch watch = new Watch();
  final LearnedOutput output = new LearnedOutput();
  final Lane main;
  final @Nullable Lanes lanes;

  private @Nullable Lessons lessons;
  private final String name;
  private final Timeline timeline;
  private final boolean settles;
  private final Connections connections;
  private final @Nullable Overall overall;
  private volatile Limits limits;
  private @Nullable Budget budget;
  private long pausedUntil;

  /** When the last pause was asked for. */
  private long pausedAt;

  /** Whether {@link #watch} knows of a pause. */
  private boolean isPaused;

  private boolean isShutDown;
  private volatile boolean hasSlots;
  private @Nullable Setbacks setbacks;

  LimiterState(String name, Limits limits, Timeline timeline) {
    this.name = name;
    this.limits = limits;
    this.clock = new Clock(timeline);
    this.timeline = timeline;
    this.settles = limits.settles();
    this.connections = new Connections(limits.setup().toNanos());
    this.hasSlots = limits.hasSlots();
    boolean isShared = limits.hasKeys() && !limits.overall().isEmpty();
    overall = isShared ? new Overall(overallWindows(limits)) : null;
    main = newLane(0, null);
    lanes = limits.hasKeys() ? new Lanes(main, limits.maxKeys()) : null;
  }

  /** Never changes, and is safe without the lock. */
  Timeline timeline() {
    return timeline;
  }

  /** What is in force; safe without the lock. */
  Limits limits() {
    return limits;
  }

  /** Whether permits must be closed; never changes, and is safe without the lock. */
  boolean settles() {
    return settles;
  }

  /** Whether slots are limited, or ever were; safe without the lock. */
  boolean hasSlots() {
    return hasSlots;
  }

  /** The retries that are left; nobody asks before something has failed. */
  Budget budget() {
    Budget known = budget == null ? new Budget(tally) : budget;
    budget = known;
    return known;
  }

  /** A lane that is not among the others yet; safe without the lock. */
  Lane newLane(long number, @Nullable Object key) {
    Admissions admissions =
        new Admissions(
            ofLane(),
            settles,
            inferring(limits),
            connections,
            watch,
            tally,
            limits.keysAreAccounts(),
            overall);
    return new Lane(name, number, key, tally, admissions, connections, watch, overall);
  }

  private static Inference.Factory inferring(Limits limits) {
    return limits.infers() ? RejectionInference.FACTORY : Inference.Factory.NONE;
  }

  boolean addLane(Lane lane, long now) {
    boolean isAdded = lanes != null && lanes.add(lane, now);
    if (isAdded && !lane.admissions().keeps(limits.perKey(), inferring(limits))) {
      lane.change(limits.perKey(), inferring(limits), now); // they have changed since it was made
    }
    if (isAdded && overall == null) {
      lane.pause(pausedUntil, now);
    }
    if (isAdded && isShutDown) {
      lane.shutDown(now);
    }
    return isAdded;
  }

  void shutDown(long now) {
    isShutDown = true;
    all().forEach(lane -> lane.shutDown(now));
  }

  void pause(long until, long now) {
    pausedUntil = Math.max(pausedUntil, until);
    pausedAt = now;
    if (overall == null) {
      all().forEach(lane -> lane.pause(until, now));
    } else {
      overall.pause(until);
      all().forEach(lane -> lane.queue().refuseTooLate(now));
    }
    watchPause(now);
  }

  /** Pauses all that shares the account of a lane: the lane, or everybody. */
  void pauseAccount(Lane lane, long until, long now) {
    if (lanes != null && limits.keysAreAccounts()) {
      lane.pause(until, now);
    } else {
      pause(until, now);
    }
  }

  /** Ends every pause, and lets calls go that wait for a time of their own. */
  void resume(long now) {
    endPause(now);
    for (Lane lane : all()) {
      lane.resume(now);
    }
  }

  private void endPause(long now) {
    pausedUntil = 0;
    if (overall == null) {
      all().forEach(lane -> lane.endPause(now));
    } else {
      overall.endPause();
    }
    watchPause(now);
  }

  private void watchPause(long now) {
    isPaused = watch.follow(isPaused, pausedUntil > now);
  }

  /** An attempt of a call has ended, and all that is known of it was told. */
  void ended(Lane lane, long arrival, Weights weights, Inference.Outcome outcome) {
    if (outcome == Inference.Outcome.SERVED && isPaused) {
      served(lane.admissions().departure(arrival), clock.now());
    }
    boolean hasChanged = lane.ended(arrival, weights, outcome, clock);
    boolean isKnown = lessons != null && lessons.haveReported();
    if (hasChanged && (isKnown || lane.admissions().isInferring())) {
      learned(lane, clock.last());
    }
    if (watch.isOn() && lane.admissions().takeRelease()) {
      boolean isOfLane = isLaneAccount();
      for (Lane other : isOfLane ? List.of(lane) : all()) {
        other.release(clock.last());
      }
    }
  }

  /** A request has been served: if it left after a pause was asked for, that is over. */
  private void served(long left, long now) {
    if (left > pausedAt) {
      endPause(now);
    } else {
      watchPause(now);
    }
  }

  /**
   * An attempt of a call has failed.
   *
   * @return as {@link Failures#heed}
   */
  BackOffAdvice failed(Lane lane, long arrival, Weights weights, Signal signal, long now) {
    tally.failed++;
    boolean isRejected = signal.kind() == Signal.Kind.REJECTED;
    if (!isRejected && signal.kind() != Signal.Kind.OVERLOADED) {
      return BackOffAdvice.NONE;
    }
    long departed = lane.admissions().departure(arrival);
    if (isRejected) {
      lane.rejected(arrival, weights, signal.meant(), signal.statedDelayNanos(), now);
      learned(lane, now);
    }
    Setbacks heard = setbacksOf(lane);
    if (signal.statesDelay()) {
      long until = heard.stated(now, departed, signal.statedDelayNanos());
      if (until != Setbacks.NOTHING) {
        pauseAccount(lane, until, now);
      }
      return BackOffAdvice.NONE;
    }
    if (isRejected && isTaught(signal.meant())) {
      return lane.admissions().isUncertain(now) ? BackOffAdvice.PACED : BackOffAdvice.NONE;
    }
    int inARow = heard.unstated(now, departed) - (isRejected ? 0 : OVERLOADS);
    return inARow > 0 ? BackOffAdvice.pause(inARow) : BackOffAdvice.NONE;
  }

  private Setbacks setbacksOf(Lane lane) {
    if (limits.keysAreAccounts()) {
      lane.setbacks = Setbacks.of(lane.setbacks, tally);
      return lane.setbacks;
    }
    setbacks = Setbacks.of(setbacks, tally);
    return setbacks;
  }

  /** Whether a limit is there that learns from a rejection, and holds back what comes. */
  private boolean isTaught(@Nullable Dimension meant) {
    boolean isOfLane = isLaneAccount();
    for (Limit limit : isOfLane ? ofLane() : limits.overall()) {
      boolean learns = limit.dimension() != Dimension.SLOTS;
      if (learns && (meant == null || meant == limit.dimension())) {
        return true;
      }
    }
    return false;
  }

  void change(Limits changed, long now) {
    requireChangeable(changed);
    limits = changed;
    hasSlots |= changed.hasSlots();
    if (overall != null) {
      overall.change(overallWindows(changed), now);
    }
    for (Lane lane : all()) {
      lane.change(ofLane(), inferring(changed), now);
      lane.queue().refuseTooLate(now);
    }
  }

  private Windows overallWindows(Limits of) {
    return new Windows(of.overall(), settles, inferring(of));
  }

  private void requireChangeable(Limits changed) {
    boolean isChangeable =
        changed.hasKeys() == limits.hasKeys()
            && changed.maxKeys() == limits.maxKeys()
            && changed.keysAreAccounts() == limits.keysAreAccounts()
            && (overall != null || !changed.hasKeys() || changed.overall().isEmpty())
            && (settles || !changed.settles());
    if (!isChangeable) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must go on counting what it counts, but %s cannot become %s. Fix: start with limits of all dimensions that will be needed, large ones if need be, and with the same keys."
              .formatted(name, limits, changed));
    }
  }

  /** Makes the first call of those look again that wait for the limits over all keys. */
  void retime() {
    if (overall != null) {
      if (overall.isLeaseOver(clock.last())) {
        takeBackLost(overall, clock.last());
      }
      overall.retime(clock.last());
    }
  }

  /** Closes what has been lost of all keys, where it holds up all of them. */
  private void takeBackLost(Overall shared, long now) {
    long next = Timeline.NEVER;
    for (Lane lane : all()) {
      if (lane.admissions().hasOpen(now)) {
        next = Math.min(next, lane.admissions().leaseEnd());
      }
    }
    shared.leasesEnd(next);
  }

  /** Something may have been learned from a call of this lane. */
  void learned(Lane lane, long now) {
    Object account = overall == null || isLaneAccount() ? lane : overall;
    if (lessons == null) {
      lessons = new Lessons();
    }
    lessons.learned(
        account,
        () -> account == lane ? uses(lane, clock.last()) : usesOverall(lane, clock.last()),
        now);
  }

  /** Whether there is nothing to do but to unlock. */
  boolean isQuiet() {
    return overall == null && !tally.hasNews() && (lessons == null || lessons.isEmpty());
  }

  /** What has been learned and is to be reported now; null if nothing. */
  @Nullable List<LimitUse> news() {
    return lessons == null ? null : lessons.due(clock.last());
  }

  /** Whether the limits of a lane stand for the account with the provider. */
  private boolean isLaneAccount() {
    return overall == null || limits.keysAreAccounts();
  }

  private static List<LimitUse> uses(Lane lane, long now) {
    List<LimitUse> uses = new ArrayList<>();
    lane.report(now, uses::add);
    return uses;
  }

  /** What the limits over all keys are doing, or those of a lane if there are none. */
  private List<LimitUse> usesOverall(Lane lane, long now) {
    if (overall == null) {
      return uses(lane, now);
    }
    List<LimitUse> uses = new ArrayList<>();
    overall.windows().report(now, uses::add);
    return uses;
  }

  long largestMargin() {
    long ofKeys = overall == null ? 0 : overall.windows().largestMargin();
    return Math.max(main.admissions().largestMargin(), ofKeys) + connections.longestSetup();
  }

  LimiterSnapshot snapshot(long now) {
    boolean isPerKey = overall == null && lanes != null;
    List<LimitUse> uses = isPerKey ? List.of() : usesOverall(main, now);
    return LimiterSnapshot.builder(name)
        .states(uses.stream().map(this::shown).toList())
        .perKey(limits.perKey())
        .keys(lanes == null ? 0 : lanes.size())
        .admitted(tally.admitted)
        .waiting(all().stream().mapToInt(lane -> lane.queue().size()).sum())
        .refused(tally.refused)
        .retried(tally.retried)
        .lost(tally.allLost())
        .pauses(tally.pauses)
        .retriesLeft(budget().left())
        .pausedUntil(pausedUntil > now ? timeline.instant(pausedUntil) : null)
        .build();
  }

  private LimitState shown(LimitUse use) {
    Inference.Inferred inferred = use.inferred();
    InferredLimit known =
        inferred == null
            ? null
            : InferredLimit.of(
                    inferred.limit(), timeline.instant(inferred.since()), inferred.rejected())
                .confirmed(timeline.instant(inferred.confirmed()));
    return LimitState.of(use.declared(), use.used(), Duration.ofNanos(use.margin()))
        .effective(use.inForce())
        .inferred(known);
  }

  private Collection<Lane> all() {
    return lanes == null ? List.of(main) : lanes.all();
  }

  private List<Limit> ofLane() {
    return limits.hasKeys() ? limits.perKey() : limits.overall();
  }
}
