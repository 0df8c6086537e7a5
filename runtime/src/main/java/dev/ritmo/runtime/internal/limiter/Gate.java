package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Capacity;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.WaitCause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a lane has to pass: the limiter must be open, a pause over, and every limit have
 * room. Says whether a call can pass now, and when it can. Not thread-safe: guarded by the limiter.
 *
 * <p>This is the gate of a limiter with one level of limits; {@link SharedGate} adds limits over
 * all keys.
 */
class Gate {

  private final String limiter;
  private final LimitSet limits;
  private final Capacity capacity;
  private final LaneCalls calls;
  private long pausedUntil;
  private boolean isShutDown;
  private boolean isUncertain;

  /**
   * @param limiter its name, for messages
   * @param limits of the key
   * @param capacity of these limits, and those over all keys if there are any
   */
  Gate(String limiter, LimitSet limits, Capacity capacity, LaneCalls calls) {
    this.limiter = limiter;
    this.limits = limits;
    this.capacity = capacity;
    this.calls = calls;
  }

  /** Whether calls of other keys pass some of the same limits. */
  boolean isShared() {
    return false;
  }

  LimitSet limits() {
    return limits;
  }

  Capacity capacity() {
    return capacity;
  }

  LaneCalls calls() {
    return calls;
  }

  /** The limits of the key, to compute turns with. */
  LimitSet forecast() {
    return limits.forecast();
  }

  /**
   * What the first of the waiting calls waits for at this time, now or later; null if it can pass,
   * and only has to notice.
   */
  @Nullable WaitCause waitCause(long time, Waiter head) {
    if (pauseEnd() > time) {
      return WaitCause.PAUSE;
    }
    if (limits.isCrowded() && !isNested(head)) {
      return WaitCause.SLOT;
    }
    return limits.earliest(time, head.weights) > time ? WaitCause.LIMIT : null;
  }

  /** The limit in the way of a call that waits for this; null if there is none. */
  final @Nullable Limit inTheWay(long now, Waiter waiter, WaitCause cause) {
    return switch (cause) {
      case LIMIT -> waiter.binding == null ? limits.binding(now, waiter.weights) : waiter.binding;
      case SLOT -> limits.slots();
      case SHARED -> bindingOfAll(now, waiter.weights);
      case PAUSE, BACKOFF -> null;
    };
  }

  /** How long a call waits as things stand; {@link ExpectedWait#UNKNOWN} if that is not known. */
  final long expectedNanos(long now, Waiter waiter, WaitCause cause) {
    long turn = isForeseeable() ? Math.max(0, waiter.turn - now) : ExpectedWait.UNKNOWN;
    return switch (cause) {
      case BACKOFF -> Math.max(waiter.notBefore - now, turn);
      case PAUSE -> Math.max(pauseEnd() - now, turn);
      case LIMIT, SLOT, SHARED -> turn;
    };
  }

  /** Whether a call that arrives now can pass. */
  boolean admitsOnArrival(long now, Weights weights) {
    return hasRoom(now, weights);
  }

  /** Whether the first of the waiting calls can pass now. */
  boolean admits(long now, Waiter head) {
    return isNested(head)
        ? isOpen(now) && capacity.earliest(now, head.weights) == now
        : hasRoom(now, head.weights);
  }

  final boolean hasRoom(long now, Weights weights) {
    if (!isOpen(now)) {
      return false;
    }
    calls.takeBackLost(now);
    return limits.hasRoom(now, weights);
  }

  private boolean isOpen(long now) {
    return now >= pausedUntil && !isShutDown;
  }

  /** When the first of the waiting calls should look again: it may pass then. */
  long turn(long now, Waiter head) {
    return isNested(head)
        ? Math.max(capacity.earliest(now, head.weights), pausedUntil)
        : turnOfKey(now, head);
  }

  final long turnOfKey(long now, Waiter head) {
    return Math.max(calls.earliestOfKey(now, head.weights), pausedUntil);
  }

  /** Whether it needs no slot: not if the call that made it has ended while it waited. */
  final boolean isNested(Waiter head) {
    return head.isNested && calls.records().isOpen(head.outer);
  }

  /** A call has passed. */
  void passed(long now) {
    if (isUncertain) {
      isUncertain = capacity.isUncertain(now);
    }
  }

  /** No call waits any more that is due. */
  void noneDue() {}

  /** The earliest time at which any call can pass. */
  long opensAt(long now) {
    return Math.max(now, pausedUntil);
  }

  /**
   * When a call of this size passes that arrives while no other of the lane waits; {@link
   * Timeline#NEVER} if that is not known, or never.
   */
  long startsAt(long now, Weights weights) {
    boolean isKnown = !isUncertain && !limits.isCrowded() && !isShutDown;
    return isKnown ? capacity.earliest(opensAt(now), weights) : Timeline.NEVER;
  }

  /** When a call that arrives while no other waits may pass. */
  long opensForArrivals() {
    return isShutDown ? Timeline.NEVER : pausedUntil;
  }

  /** Whether turns can be computed: not if it matters when or how other calls end. */
  boolean isForeseeable() {
    return !isUncertain && limits.slots() == null;
  }

  /** Whether limits over all keys alone make a call wait for too long. */
  boolean isTooLate(long now, Waiter waiter) {
    return false;
  }

  boolean isUncertain() {
    return isUncertain;
  }

  /** Looks again whether answers to come decide when calls can pass; returns that. */
  boolean updateUncertainty(long now) {
    isUncertain = capacity.isUncertain(now);
    return isUncertain;
  }

  /** Nothing is uncertain any more, as what was inferred is forgotten. */
  void becomeCertain() {
    isUncertain = false;
  }

  /** Admits no call of the lane before this time; returns whether that is later than before. */
  boolean pause(long until) {
    boolean isLater = until > pausedUntil;
    pausedUntil = Math.max(pausedUntil, until);
    return isLater;
  }

  /** Ends the pause; returns whether there was one. */
  boolean endPause(long now) {
    boolean wasPaused = pausedUntil > now;
    pausedUntil = Math.min(pausedUntil, now);
    return wasPaused;
  }

  boolean isPaused(long now) {
    return pausedUntil > now;
  }

  /** When the last pause ends, or ended. */
  long pauseEnd() {
    return pausedUntil;
  }

  /** Lets no call pass any more, or calls again. */
  void shutDown(boolean value) {
    isShutDown = value;
  }

  /** Why a call of this size can never pass; null if it can. */
  @Nullable RateLimitExceededException refusalForEver(Weights weights) {
    if (isShutDown) {
      return RateLimitExceededException.shutDown(limiter);
    }
    Limit tooSmall = capacity.tooSmallFor(weights);
    return tooSmall == null
        ? null
        : RateLimitExceededException.tooLarge(limiter, tooSmall, weights.of(tooSmall.dimension()));
  }

  /** Why a call is refused whose turn comes too late. */
  final RateLimitExceededException refusal(long now, Waiter waiter) {
    Limit inTheWay = waiter.binding;
    WaitCause cause = inTheWay == null ? waitCause(now, waiter) : WaitCause.LIMIT;
    cause = cause == null ? WaitCause.LIMIT : cause; // calls go first
    long turn = Math.max(0, waiter.turn - now);
    if (limits.isCrowded()) {
      inTheWay = limits.slots();
      cause = WaitCause.SLOT;
      turn = Math.max(turn, calls.records().meanHold(now));
    }
    if (inTheWay == null) {
      inTheWay = bindingOfAll(now, waiter.weights);
      cause = inTheWay == null ? cause : WaitCause.SHARED;
      turn = Math.max(turn, earliestOfAll(now, waiter.weights) - now);
    }
    if (pauseEnd() > Math.max(now, waiter.latest)) {
      cause = WaitCause.PAUSE; // which alone makes it too late
    }
    return RateLimitExceededException.late(limiter, cause, inTheWay, Duration.ofNanos(turn));
  }

  /** The limit over all keys that is in the way; null if none is. */
  @Nullable Limit bindingOfAll(long now, Weights weights) {
    return null;
  }

  /** When limits over all keys have room. */
  long earliestOfAll(long now, Weights weights) {
    return now;
  }
}
