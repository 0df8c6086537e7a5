package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.limiter.feedback.Counters;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Watch;
import dev.ritmo.runtime.internal.window.infer.RejectionInference;
import dev.ritmo.runtime.spi.Limit;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * All lanes of a limiter, and the limits that each has to keep: its own, and those over all keys if
 * there are any. Guarded by the limiter, except what says otherwise.
 *
 * <p>Invariant: a limiter with keys has {@link #keyed}, and {@link #main} is their overflow.
 */
final class LimiterLanes implements LaneRegistry.LaneMaker {

  /** Numbers lanes, in the order in which they are made. */
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final String limiter;
  private final boolean tracksPermits;
  private final boolean areKeysAccounts;
  private final Connections connections;
  private final ColdCalls cold;
  private final Counters counters;
  private final Watch watch;
  private final Alarms alarms;
  private final WaitReports waits;
  private final @Nullable SharedLimits shared;
  private final Lane main;
  private final @Nullable LaneRegistry keyed;
  private volatile Limits limits;
  private long pausedUntil;
  private boolean isShutDown;

  LimiterLanes(
      String limiter,
      Limits limits,
      Counters counters,
      Watch watch,
      Alarms alarms,
      WaitReports waits) {
    this.limiter = limiter;
    this.limits = limits;
    this.cold = new ColdCalls(watch);
    this.counters = counters;
    this.watch = watch;
    this.alarms = alarms;
    this.waits = waits;
    this.tracksPermits = limits.settles();
    this.areKeysAccounts = limits.keysAreAccounts();
    this.connections = new Connections(limits.setup().toNanos());
    boolean hasShared = limits.hasKeys() && !limits.overall().isEmpty();
    shared = hasShared ? new SharedLimits(set(limits.overall())) : null;
    main = make(null);
    keyed =
        limits.hasKeys()
            ? new LaneRegistry(limiter, this, main, limits.maxKeys(), tracksPermits)
            : null;
  }

  /** The only lane, or the overflow of a limiter with keys. Never changes. */
  Lane main() {
    return main;
  }

  /** The lanes of keys; null without keys. Never changes. */
  @Nullable LaneRegistry keyed() {
    return keyed;
  }

  /** The limits in force; safe without the lock. */
  Limits limits() {
    return limits;
  }

  /** Whether permits must be closed. Never changes. */
  boolean tracksPermits() {
    return tracksPermits;
  }

  /** Whether calls of different keys pass some of the same limits. Never changes. */
  boolean areShared() {
    return shared != null;
  }

  Collection<Lane> all() {
    return keyed == null ? List.of(main) : keyed.all();
  }

  @Override
  public Lane make(@Nullable Object key) {
    LimitSet own = set(ofLane());
    if (shared == null) {
      LaneCalls calls = calls(own, own);
      return lane(key, new Gate(limiter, own, own, calls));
    }
    TwoLevels levels = new TwoLevels(own, shared, areKeysAccounts);
    LaneCalls calls = calls(own, levels);
    LaneTurn turn = new LaneTurn(NUMBERS.getAndIncrement());
    Gate gate = new SharedGate(limiter, own, levels, calls, shared, turn);
    Lane lane = lane(key, gate);
    turn.lane = lane;
    return lane;
  }

  private Lane lane(@Nullable Object key, Gate gate) {
    return new Lane(key, gate, tracksPermits, watch, new WaitingQueue(gate, alarms, waits));
  }

  private LaneCalls calls(LimitSet own, Capacity capacity) {
    CallRecords records =
        tracksPermits ? new TrackedCalls(own, capacity, cold, counters) : new UntrackedCalls();
    return new LaneCalls(own, capacity, connections, cold, records);
  }

  private LimitSet set(List<Limit> limited) {
    return new LimitSet(limited, tracksPermits, inferring(), watch);
  }

  private Inference.Factory inferring() {
    return limits.infers() ? RejectionInference.FACTORY : Inference.Factory.NONE;
  }

  private List<Limit> ofLane() {
    return limits.hasKeys() ? limits.perKey() : limits.overall();
  }

  /** The turn of a lane among the others. */
  private static final class LaneTurn extends KeyRotation.Turn {

    private @Nullable Lane lane;

    LaneTurn(long number) {
      super(number);
    }

    @Override
    void lookAgain(long now) {
      if (lane != null) {
        lane.lookAgain(now);
      }
    }
  }

  @Override
  public void add(long now, Lane lane) {
    if (!lane.limits().keeps(ofLane(), inferring())) {
      lane.change(now, ofLane(), inferring()); // they have changed since it was made
    }
    if (shared == null) {
      lane.pause(now, pausedUntil);
    }
    if (isShutDown) {
      lane.shutDown(now, true);
    }
  }

  void shutDown(long now, boolean value) {
    isShutDown = value;
    all().forEach(lane -> lane.shutDown(now, value));
  }

  /** Admits no call of any key before this time. */
  void pause(long now, long until) {
    pausedUntil = Math.max(pausedUntil, until);
    if (shared == null) {
      all().forEach(lane -> lane.pause(now, until));
    } else {
      shared.pause(until);
      all().forEach(lane -> lane.refuseTooLate(now));
    }
  }

  /** Ends the pause of all keys. */
  void endPause(long now) {
    pausedUntil = 0;
    if (shared == null) {
      all().forEach(lane -> lane.endPause(now));
    } else {
      shared.endPause();
      all().forEach(lane -> lane.refuseTooLate(now));
    }
  }

  /** When the pause of all keys ends; 0 if there was none. */
  long pausedUntil() {
    return pausedUntil;
  }

  /** The lanes that share the account of a lane with the provider. */
  Collection<Lane> ofAccount(Lane lane) {
    return isAccount() ? List.of(lane) : all();
  }

  /** Whether the limits of a lane stand for an account with the provider. */
  private boolean isAccount() {
    return shared == null || areKeysAccounts;
  }

  /** Whether a pause of a lane is not meant for the others. */
  boolean arePausedApart() {
    return keyed != null && areKeysAccounts;
  }

  /** Tells the account of a lane from others. */
  Object account(Lane lane) {
    return shared == null || isAccount() ? lane : shared;
  }

  /** The limits of the account of a lane. */
  List<Limit> accountLimits() {
    return isAccount() ? ofLane() : limits.overall();
  }

  /** What the limits of the account of a lane are doing. */
  List<LimitUse> accountUses(long now, Lane lane) {
    return shared == null || isAccount() ? lane.limits().uses(now) : shared.limits().uses(now);
  }

  /** What the limits over all calls are doing; none where each key has its own only. */
  List<LimitUse> usesOfAll(long now) {
    if (shared != null) {
      return shared.limits().uses(now);
    }
    return keyed == null ? main.limits().uses(now) : List.of();
  }

  /** The longest time by which a call can ever count longer than a period, in nanoseconds. */
  long largestMargin() {
    long ofAll = shared == null ? 0 : shared.limits().largestMargin();
    long ofKey = main.limits().largestMargin();
    return Math.max(ofKey, ofAll) + connections.longestSetup();
  }

  /**
   * Keeps other limits from now on.
   *
   * @throws IllegalArgumentException if they are of another kind
   */
  void change(long now, Limits changed) {
    requireChangeable(changed);
    limits = changed;
    if (shared != null) {
      shared.changing().change(now, changed.overall(), inferring());
    }
    for (Lane lane : all()) {
      lane.change(now, ofLane(), inferring());
    }
  }

  private void requireChangeable(Limits changed) {
    boolean isChangeable =
        changed.hasKeys() == limits.hasKeys()
            && changed.maxKeys() == limits.maxKeys()
            && changed.keysAreAccounts() == limits.keysAreAccounts()
            && (shared != null || !changed.hasKeys() || changed.overall().isEmpty())
            && (tracksPermits || !changed.settles());
    if (!isChangeable) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must go on counting what it counts, but %s cannot become %s. Fix: start with limits of all dimensions that will be needed, large ones if need be, and with the same keys."
              .formatted(limiter, limits, changed));
    }
  }

  /**
   * Makes the first key look again that waits for the limits over all keys, if it has reason to.
   */
  void retime(long now) {
    if (shared == null) {
      return;
    }
    if (shared.isLeaseOver(now)) {
      takeBackLost(now, shared);
    }
    shared.rotation().retime(now, shared.takeChange());
  }

  /** Takes back the lost permits of all keys, which hold up every call. */
  private void takeBackLost(long now, SharedLimits all) {
    long next = Timeline.NEVER;
    for (Lane lane : all()) {
      if (lane.calls().areOpen(now)) {
        next = Math.min(next, lane.calls().records().leaseEnd());
      }
    }
    all.leasesEnd(next);
  }
}
