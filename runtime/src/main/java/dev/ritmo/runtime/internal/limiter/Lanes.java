package dev.ritmo.runtime.internal.limiter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lanes of a limiter with keys there are, by how long ago they were used. Not thread-safe:
 * guarded by the limiter.
 *
 * <p>A lane is forgotten when nothing counts in it any more: each call looks at those that were
 * used longest ago. Where there is no room, keys share one lane, the overflow. A key that gets a
 * lane of its own later starts with all that was taken there, so it never has more than the limit.
 *
 * <p>Invariant: {@link #byUse} holds the lanes that have been entered and not been forgotten.
 */
final class Lanes {

  /** How many lanes are looked at to find some to forget. */
  private static final int LOOKS = 64;

  /** The time between two such looks, unless there is no room. */
  private static final long BETWEEN_LOOKS = 1_000_000;

  private final Map<Lane, Lane> byUse = new LinkedHashMap<>(16, 0.75f, true);
  private final Lane overflow;
  private final int most;
  private final List<Lane> turnedAway = new ArrayList<>();
  private long nextLook;

  /**
   * @param most lanes beside the overflow
   */
  Lanes(Lane overflow, int most) {
    this.overflow = overflow;
    this.most = most;
  }

  Lane overflow() {
    return overflow;
  }

  /** All lanes, the overflow included. */
  Collection<Lane> all() {
    List<Lane> all = new ArrayList<>(byUse.values());
    all.add(overflow);
    return all;
  }

  int size() {
    return byUse.size();
  }

  /** Notes that a lane is used; false if it is not among these. */
  boolean use(Lane lane) {
    return byUse.get(lane) != null;
  }

  /** Takes in a new lane if there is room, and the overflow is not in use. */
  boolean add(Lane lane, long now) {
    if (byUse.size() >= most || overflow.isInUse(now)) {
      return false;
    }
    if (!overflow.isIdle(now)) {
      lane.startLike(overflow, now);
    }
    byUse.put(lane, lane);
    return true;
  }

  /** Forgets a lane for which there is no room; its calls go to the overflow. */
  void turnAway(Lane lane) {
    lane.forget();
    turnedAway.add(lane);
  }

  /** Whether it is time to look for lanes to forget. */
  boolean isToLook(long now) {
    return now >= nextLook || byUse.size() >= most || !turnedAway.isEmpty();
  }

  /**
   * Forgets lanes in which nothing counts any more.
   *
   * @return those, and those turned away, which nobody is to find any more
   */
  List<Lane> forgetIdle(long now) {
    nextLook = now + BETWEEN_LOOKS;
    List<Lane> gone = new ArrayList<>(turnedAway);
    turnedAway.clear();
    List<Lane> idle = new ArrayList<>();
    List<Lane> busy = new ArrayList<>();
    var oldest = byUse.values().iterator();
    for (int i = 0; i < LOOKS && oldest.hasNext(); i++) {
      Lane lane = oldest.next();
      (lane.isIdle(now) ? idle : busy).add(lane);
    }
    for (Lane lane : idle) {
      byUse.remove(lane);
      lane.forget();
    }
    busy.forEach(this::use); // the next call looks at others
    gone.addAll(idle);
    return gone;
  }
}
