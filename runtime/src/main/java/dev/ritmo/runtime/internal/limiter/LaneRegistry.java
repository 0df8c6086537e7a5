package dev.ritmo.runtime.internal.limiter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of a limiter with keys.
 *
 * <p>A lane is found by its key without the lock of the limiter, as that runs the code of keys;
 * {@link #find}, {@link #findAny} and {@link #remove} are safe for use by many threads. Then, under
 * the lock, it is {@linkplain #enter entered}; all other methods are guarded by the limiter.
 *
 * <p>A lane is forgotten when nothing counts in it any more: the lanes used longest ago are looked
 * at from time to time. Where there is no room, keys share one lane, the overflow. A key that gets
 * a lane of its own later starts with all that was taken there, so it never has more than the
 * limit.
 *
 * <p>Invariant: {@link #byUse} holds the lanes that have been entered and not been forgotten.
 */
final class LaneRegistry {

  /** How many lanes are looked at to find some to forget. */
  private static final int LOOKS = 64;

  /** The time between two such looks, in nanoseconds, unless there is no room. */
  private static final long BETWEEN_LOOKS = 1_000_000;

  private final String limiter;
  private final LaneMaker maker;
  private final ConcurrentMap<Object, Lane> byKey = new ConcurrentHashMap<>();

  /** Lanes that still have to be removed, which runs the code of keys. */
  private final Queue<Lane> forgotten = new ConcurrentLinkedQueue<>();

  private final Map<Lane, Lane> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Lane overflow;
  private final int most;
  private final boolean tracksPermits;
  private long nextLook;

  /**
   * @param limiter its name, for messages
   * @param overflow the lane of keys that find no room
   * @param most lanes beside the overflow
   * @param tracksPermits whether lanes know which permits are open
   */
  LaneRegistry(String limiter, LaneMaker maker, Lane overflow, int most, boolean tracksPermits) {
    this.limiter = limiter;
    this.maker = maker;
    this.overflow = overflow;
    this.most = most;
    this.tracksPermits = tracksPermits;
  }

  /** Makes lanes. */
  interface LaneMaker {

    /** A lane that is not known yet, of a key or of none; called without a lock. */
    Lane make(@Nullable Object key);

    /** Brings a lane up to date that is entered for the first time; called under the lock. */
    void add(long now, Lane lane);
  }

  /**
   * The lane of a key, made if there is none.
   *
   * @throws IllegalArgumentException if there is no key, or its hashCode or equals fails
   */
  Lane find(@Nullable Object key) {
    for (Lane gone = forgotten.poll(); gone != null; gone = forgotten.poll()) {
      remove(gone.key(), gone);
    }
    if (key == null) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be given a key, but it was null. Fix: give the call a key, or one of its own to all that have none."
              .formatted(limiter));
    }
    try {
      Lane lane = byKey.get(key);
      if (lane != null) {
        return lane;
      }
      Lane made = maker.make(key);
      Lane earlier = byKey.putIfAbsent(key, made);
      return earlier == null ? made : earlier;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be able to compare keys, but a key of %s failed. Fix: correct its equals and hashCode."
              .formatted(limiter, key.getClass()),
          e);
    }
  }

  /** As {@link #find}, but the overflow for a key that fails, as it did not before. */
  Lane findAny(@Nullable Object key) {
    try {
      return find(key);
    } catch (IllegalArgumentException e) {
      return overflow;
    }
  }

  /** Makes a forgotten lane one that is not found any more, by a key equal to its own. */
  void remove(@Nullable Object key, Lane lane) {
    if (key != null) {
      try {
        byKey.remove(key, lane);
      } catch (RuntimeException | Error e) {
        // Leave the stale entry: this call must not fail because the equals or hashCode of another
        // key is broken.
      }
    }
  }

  /**
   * Enters a lane that was found: it is kept from now on.
   *
   * @return the lane, or the overflow if there is no room; null if the lane was forgotten
   *     meanwhile, so that it has to be found again
   */
  @Nullable Lane enter(long now, Lane found) {
    if (now >= nextLook || byUse.size() >= most) {
      forgetIdle(now);
    }
    if (found == overflow || byUse.get(found) != null) {
      return found;
    }
    if (found.isForgotten()) {
      return null;
    }
    if (byUse.size() >= most || overflow.isInUse(now)) {
      forget(found);
      return overflow;
    }
    if (!overflow.isIdle(now)) {
      found.startLike(now, overflow);
    }
    byUse.put(found, found);
    maker.add(now, found);
    return found;
  }

  /**
   * The lane in which a call was admitted: the lane that was found for its key, the overflow, or
   * any other if the key is not what it was then. Where that is not known any more, it is the lane
   * that the next call of the key would enter.
   *
   * @return as {@link #enter} does
   */
  @Nullable Lane whereAdmitted(long now, Lane found, long arrival) {
    boolean isPresent = found == overflow || byUse.containsKey(found);
    if (isPresent && found.calls().records().mayKnow(arrival)) {
      return found;
    }
    Lane other = tracksPermits ? whereOpen(arrival) : null;
    if (other != null) {
      if (!isPresent && !found.isForgotten()) {
        forget(found); // it was made only to find the call
      }
      return other;
    }
    return isPresent ? found : enter(now, found);
  }

  private @Nullable Lane whereOpen(long arrival) {
    for (Lane lane : all()) {
      if (lane.calls().records().isOpen(arrival)) {
        return lane;
      }
    }
    return null;
  }

  private void forgetIdle(long now) {
    nextLook = now + BETWEEN_LOOKS;
    List<Lane> idle = new ArrayList<>();
    List<Lane> busy = new ArrayList<>();
    var oldest = byUse.values().iterator();
    for (int i = 0; i < LOOKS && oldest.hasNext(); i++) {
      Lane lane = oldest.next();
      (lane.isIdle(now) ? idle : busy).add(lane);
    }
    for (Lane lane : idle) {
      byUse.remove(lane);
      forget(lane);
    }
    for (Lane lane : busy) {
      byUse.get(lane); // counts as a use, so that the next call looks at others
    }
  }

  private void forget(Lane lane) {
    lane.forget();
    forgotten.add(lane);
  }

  /** All lanes, including the overflow. */
  Collection<Lane> all() {
    List<Lane> all = new ArrayList<>(byUse.values());
    all.add(overflow);
    return all;
  }

  /** Shows all lanes, which must not be entered meanwhile. */
  void forEach(Consumer<Lane> viewer) {
    byUse.values().forEach(viewer);
    viewer.accept(overflow);
  }

  /** How many keys have a lane of their own. */
  int size() {
    return byUse.size();
  }
}
