package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.internal.window.Windows;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The limits over all keys together, and the lanes whose first call waits for nothing else. Of
 * these goes the lane that was served longest ago, so that no key starves another. Not thread-safe:
 * guarded by its limiter.
 *
 * <p>Only the first call of the first lane is timed.
 */
final class Overall {

  private final TreeSet<Lane> ready =
      new TreeSet<>(
          Comparator.comparingLong((Lane lane) -> lane.servedAt)
              .thenComparingLong(lane -> lane.number));
  private Windows windows;
  private @Nullable Lane timed;
  private long pausedUntil;
  private boolean isInferring;

  /** When the first of the open permits may be lost; no later than that. */
  private long leaseEnd = Timeline.NEVER;

  Overall(Windows windows) {
    this.windows = windows;
  }

  Windows windows() {
    return windows;
  }

  void change(Windows changed, long now) {
    changed.restore(now, windows);
    windows = changed;
    timed = null;
  }

  void pause(long until) {
    timed = null;
    pausedUntil = Math.max(pausedUntil, until);
  }

  void endPause() {
    timed = null;
    pausedUntil = 0;
  }

  /** Whether a call of any lane can be admitted that has just arrived. */
  boolean admitsAtOnce(long now, Weights weights) {
    return ready.isEmpty() && hasRoom(now, weights);
  }

  /** Whether these limits have room. */
  boolean hasRoom(long now, Weights weights) {
    return now >= pausedUntil && windows.hasRoom(now, weights);
  }

  /** When these limits have room, or permits may be lost that hold all slots. */
  long earliest(long now, Weights weights) {
    return windows.isCrowded() ? leaseEnd : soonest(now, weights);
  }

  /** Whether permits may be lost that hold up everybody. */
  boolean isLeaseOver(long now) {
    return windows.isCrowded() && leaseEnd <= now;
  }

  /** The permits that were lost have been taken back, and the next may be lost then. */
  void leasesEnd(long next) {
    leaseEnd = next;
    timed = null;
  }

  /** The time before which these limits have no room, whoever ends a call until then. */
  long soonest(long now, Weights weights) {
    return Math.max(windows.earliest(now, weights), pausedUntil);
  }

  /** The limit that keeps a call waiting longest; null if none does, or a pause. */
  @Nullable Limit binding(long now, Weights weights) {
    Limit binding = windows.binding(now, weights);
    if (binding == null && windows.isCrowded()) {
      return windows.slots();
    }
    return windows.earliest(now, weights) < pausedUntil ? null : binding;
  }

  void admit(long now, long from, Weights weights) {
    windows.admit(now, from, weights);
    leaseEnd = Math.min(leaseEnd, now + Admissions.LEASE);
    timed = null;
  }

  void release() {
    windows.release();
    timed = null;
  }

  void advance(long now, long from, long earlier, Weights weights) {
    timed = null;
    windows.advance(now, from, earlier, weights);
  }

  boolean giveBack(long now, long left, long from, Weights weights) {
    timed = null;
    return windows.giveBack(now, left, from, weights);
  }

  void settle(long now, long left, long from, Dimension dimension, long reserved, long used) {
    timed = null;
    windows.settle(now, left, from, dimension, reserved, used);
  }

  /** Keeps watching calls end as long as something is inferred. */
  void watchInference(Watch watch) {
    isInferring = watch.follow(isInferring, windows.isInferring());
  }

  /** The windows, which are about to change: the first lane is to look again. */
  Windows changing() {
    timed = null;
    return windows;
  }

  /** Whether it is the turn of this lane, which waits for nothing else. */
  boolean isTurnOf(Lane lane) {
    ready.add(lane);
    return ready.first() == lane;
  }

  /** The lane waits for something else, for nothing, or has been served. */
  void leave(Lane lane) {
    ready.remove(lane);
  }

  /** Makes the first lane look again, if it is another than before or has reason to. */
  void retime(long now) {
    while (!ready.isEmpty() && ready.first() != timed) {
      timed = ready.first();
      timed.queue().wakeHead(now);
    }
    if (ready.isEmpty()) {
      timed = null;
    }
  }
}
