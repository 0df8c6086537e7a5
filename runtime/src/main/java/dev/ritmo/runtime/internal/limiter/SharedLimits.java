package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * The limits over all keys together, the pause of all keys, and the order in which they are served.
 * Not thread-safe: guarded by the limiter.
 *
 * <p>Invariant: {@link #hasChanged} is true if any of this has changed since {@link #takeChange}
 * was last called; calls then may be able to go at other times.
 */
final class SharedLimits {

  private final LimitSet limits;
  private final KeyRotation rotation = new KeyRotation();
  private long pausedUntil;
  private boolean hasChanged;

  /** No open permit is lost before this time. */
  private long leaseEnd = Timeline.NEVER;

  SharedLimits(LimitSet limits) {
    this.limits = limits;
  }

  /** The keys whose first call waits only for these limits. */
  KeyRotation rotation() {
    return rotation;
  }

  /** The limits, to be asked. */
  LimitSet limits() {
    return limits;
  }

  /** The limits, to be changed. */
  LimitSet changing() {
    hasChanged = true;
    return limits;
  }

  /** A permit was opened, which may be lost one lease later. */
  void opened(long now) {
    leaseEnd = Math.min(leaseEnd, now + TrackedCalls.LEASE);
  }

  /** Whether anything has changed since this was last called. */
  boolean takeChange() {
    boolean change = hasChanged;
    hasChanged = false;
    return change;
  }

  void pause(long until) {
    hasChanged = true;
    pausedUntil = Math.max(pausedUntil, until);
  }

  void endPause() {
    hasChanged = true;
    pausedUntil = 0;
  }

  boolean hasRoom(long now, Weights weights) {
    return now >= pausedUntil && limits.hasRoom(now, weights);
  }

  /** Whether they have room at this time, now or later, if no call ends or leaves until then. */
  boolean hasRoomAt(long time, Weights weights) {
    return !limits.isCrowded() && earliest(time, weights) <= time;
  }

  /** The time before which these limits have no room, whatever calls end until then. */
  long earliest(long now, Weights weights) {
    return Math.max(limits.earliest(now, weights), pausedUntil);
  }

  /** When a call should look again: these limits have room, or permits may be lost. */
  long nextLook(long now, Weights weights) {
    return limits.isCrowded() ? leaseEnd : earliest(now, weights);
  }

  /** Whether permits may be lost that hold up all calls. */
  boolean isLeaseOver(long now) {
    return limits.isCrowded() && leaseEnd <= now;
  }

  /** Lost permits have been taken back, and no other is lost before this time. */
  void leasesEnd(long next) {
    leaseEnd = next;
    hasChanged = true;
  }

  /** When the pause of all keys ends; 0 if there is none. */
  long pausedUntil() {
    return pausedUntil;
  }

  /** The limit that keeps a call waiting longest; null if none does, or a pause. */
  @Nullable Limit binding(long now, Weights weights) {
    Limit binding = limits.binding(now, weights);
    if (binding == null && limits.isCrowded()) {
      return limits.slots();
    }
    return limits.earliest(now, weights) < pausedUntil ? null : binding;
  }
}
