package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.internal.window.LimitUse;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a limiter, and the way to its lanes. Safe for use by many threads.
 *
 * <p>The lock is never held while the code of a key runs, anybody waits or anything is logged. It
 * does not pin virtual threads.
 */
final class Gate {

  private final ShortLock lock = new ShortLock();
  private final Alarms alarms = new Alarms();
  private final String name;
  private final LimiterState state;
  private final Clock clock;
  private final @Nullable Lanes lanes;
  private final @Nullable Lookup lookup;

  Gate(String name, Limits limits, Timeline timeline) {
    this.name = name;
    this.state = new LimiterState(name, limits, timeline);
    this.clock = state.clock;
    this.lanes = state.lanes;
    this.lookup = lanes == null ? null : new Lookup(name, state::newLane);
  }

  String name() {
    return name;
  }

  /** What is guarded by the lock. */
  LimiterState state() {
    return state;
  }

  void lock() {
    lock.lock();
  }

  /** Wake-ups that follow from what is done under the lock. */
  Alarms alarms() {
    return alarms;
  }

  /** The clock, which is used under the lock. */
  Clock clock() {
    return clock;
  }

  /** The time; under the lock. */
  long now() {
    return clock.now();
  }

  /** The arrival of a call that comes now; under the lock. */
  long arrive(long now) {
    return clock.arrive(now);
  }

  /** Ends what was done under the lock; wakes and logs what follows from it. */
  void unlock() {
    if (state.isQuiet() && !alarms.areDue()) {
      lock.unlock();
    } else {
      unlockWithNews();
    }
  }

  private void unlockWithNews() {
    state.retime();
    long lost = state.tally.report();
    List<LimitUse> news = state.news();
    boolean isToRing = alarms.takeDue();
    lock.unlock();
    if (isToRing) {
      alarms.ring();
    }
    if (lost > 0) {
      Notices.lost(name, lost);
    }
    if (news != null) {
      news.forEach(use -> Notices.inferred(name, use));
    }
  }

  /**
   * Finds the lane for a call of a key, and leaves it with the lock held.
   *
   * @throws IllegalArgumentException if there is no key and should be, or the other way round, or
   *     if the code of the key fails
   */
  Lane lockLane(@Nullable Object key) {
    if (lanes != null && lookup != null) {
      return lockLaneOf(key, lanes, lookup);
    }
    if (key != null) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" has no keys, but the call has one. Fix: leave it out, or give the limiter limits per key."
              .formatted(name));
    }
    lock.lock();
    return state.main;
  }

  /** The time at which a lane was found by {@link #lockLane}; with keys that has read the clock. */
  long time() {
    return lanes == null ? clock.now() : clock.last();
  }

  private Lane lockLaneOf(@Nullable Object key, Lanes keyed, Lookup byKey) {
    while (true) {
      Lane lane = byKey.lane(key);
      lock.lock();
      clock.read();
      if (keyed.isToLook(clock.last())) {
        forgetIdle(keyed, byKey);
      }
      if (keyed.use(lane) || (!lane.isForgotten() && state.addLane(lane, clock.last()))) {
        return lane;
      }
      if (!lane.isForgotten()) {
        keyed.turnAway(lane);
        return state.main; // without giving up the lock, lest the key gets a lane meanwhile
      }
      lock.unlock();
      byKey.remove(lane);
    }
  }

  /** Gives the lock up for the code of keys, and takes it again. */
  private void forgetIdle(Lanes keyed, Lookup byKey) {
    List<Lane> idle = keyed.forgetIdle(clock.last());
    lock.unlock();
    idle.forEach(byKey::remove);
    lock.lock();
    clock.read();
  }

  /** Does something under the lock. */
  void underLock(LongConsumer action) {
    lock.lock();
    try {
      action.accept(clock.now());
    } finally {
      unlock();
    }
  }

  /**
   * Finds the lane in which a call was admitted, and leaves it with the lock held: its own, the
   * overflow, or any other if the key is not what it was then. Where that is not known any more, it
   * is the one that the next call of the key would come to.
   */
  Lane lockLaneOf(@Nullable Object key, long arrival) {
    if (key == null || lanes == null || lookup == null) {
      lock.lock();
      return state.main;
    }
    Lane own = lookup.find(key);
    lock.lock();
    Lane present = own == null || own.isForgotten() ? null : own;
    if (present != null && present.admissions().hasAdmitted(arrival)) {
      return present;
    }
    Lane other = state.settles() ? elsewhere(arrival, lanes) : null;
    Lane found = other == null ? present : other;
    if (found == null) {
      lock.unlock();
      found = lockNextLaneOf(key);
    }
    return found;
  }

  private @Nullable Lane elsewhere(long arrival, Lanes keyed) {
    if (state.main.admissions().hasAdmitted(arrival)) {
      return state.main;
    }
    for (Lane lane : keyed.all()) {
      if (lane.admissions().hasAdmitted(arrival)) {
        return lane;
      }
    }
    return null;
  }

  private Lane lockNextLaneOf(Object key) {
    try {
      return lockLane(key);
    } catch (IllegalArgumentException e) { // its code has failed, as it did not before
      lock.lock();
      return state.main;
    }
  }
}
