package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import org.jspecify.annotations.Nullable;

/**
 * The gate of one key beside limits over all keys: a call passes the limits of its key first, and
 * then, when it is the turn of the key, those over all keys. Not thread-safe: guarded by the
 * limiter.
 */
final class SharedGate extends Gate {

  private final SharedLimits all;
  private final KeyRotation rotation;
  private final KeyRotation.Turn turn;

  SharedGate(
      String limiter,
      LimitSet limits,
      TwoLevels capacity,
      LaneCalls calls,
      SharedLimits all,
      KeyRotation.Turn turn) {
    super(limiter, limits, capacity, calls);
    this.all = all;
    this.rotation = all.rotation();
    this.turn = turn;
  }

  @Override
  boolean isShared() {
    return true;
  }

  @Override
  @Nullable WaitCause waitCause(long time, Waiter head) {
    WaitCause ofKey = super.waitCause(time, head);
    if (ofKey != null || isNested(head)) {
      return ofKey;
    }
    boolean isTurn = rotation.isEmpty() || rotation.isFirst(turn);
    return isTurn && all.hasRoomAt(time, head.weights) ? null : WaitCause.SHARED;
  }

  @Override
  long pauseEnd() {
    return Math.max(super.pauseEnd(), all.pausedUntil());
  }

  @Override
  boolean admitsOnArrival(long now, Weights weights) {
    return hasRoom(now, weights) && rotation.isEmpty() && all.hasRoom(now, weights);
  }

  @Override
  boolean admits(long now, Waiter head) {
    if (isNested(head)) {
      return super.admits(now, head);
    }
    return hasRoom(now, head.weights)
        && (isTurn(head) || head.isInPlace)
        && all.hasRoom(now, head.weights);
  }

  /** Enters the rotation, as the key waits for nothing else; returns whether it is its turn. */
  private boolean isTurn(Waiter head) {
    rotation.enter(turn, head);
    return rotation.isFirst(turn);
  }

  @Override
  long turn(long now, Waiter head) {
    if (isNested(head)) {
      return super.turn(now, head);
    }
    long ofKey = turnOfKey(now, head);
    if (ofKey > now) {
      rotation.leave(turn);
      return ofKey;
    }
    return isTurn(head) || head.isInPlace ? all.nextLook(now, head.weights) : Timeline.NEVER;
  }

  @Override
  void passed(long now) {
    rotation.served(now, turn);
    super.passed(now);
  }

  @Override
  void noneDue() {
    rotation.leave(turn);
  }

  @Override
  long startsAt(long now, Weights weights) {
    boolean isKnown = rotation.isEmpty() && !all.limits().isCrowded();
    return isKnown ? super.startsAt(now, weights) : Timeline.NEVER;
  }

  @Override
  boolean isForeseeable() {
    return false;
  }

  @Override
  boolean isTooLate(long now, Waiter waiter) {
    return all.earliest(now, waiter.weights) > waiter.latest;
  }

  @Override
  @Nullable Limit bindingOfAll(long now, Weights weights) {
    return all.binding(now, weights);
  }

  @Override
  long earliestOfAll(long now, Weights weights) {
    return all.earliest(now, weights);
  }
}
