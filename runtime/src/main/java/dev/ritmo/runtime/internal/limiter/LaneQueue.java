package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who waits in a lane, who is refused, and who is timed: the head of the line, the call that
 * becomes due next, and, where nobody can foresee turns, the one that will first have waited for
 * too long. Not thread-safe: every method runs under the lock of the limiter.
 *
 * <p>Invariant, between any two calls: a waiter is in the line, once, until it is admitted, refused
 * or abandoned.
 */
final class LaneQueue {

  /** The time between two computations of all turns, for each that waits: a small share of it. */
  private static final long BETWEEN_CATCH_UPS = 10_000;

  private final Lane lane;
  private final WaitingLine line = new WaitingLine();
  private final Turns turns;
  private long nextCatchUp;

  // those who are timed
  private @Nullable Waiter head;
  private @Nullable Waiter next;
  private @Nullable Waiter impatient;

  /**
   * @param lane knows who can go, and when
   */
  LaneQueue(Lane lane) {
    this.lane = lane;
    this.turns = new Turns(line, lane.admissions());
  }

  boolean isEmpty() {
    return line.isEmpty();
  }

  int size() {
    return line.size();
  }

  /** Whether all who wait, if anybody does, have to wait for a time of their own. */
  boolean isNobodyDue(long now) {
    comeDue(now);
    return line.head() == null;
  }

  /** Somebody has gone before those who are not due yet. */
  void wasOvertaken(long now) {
    computeTurns(now);
    setAlarms(now);
  }

  /**
   * Adds a waiter to the line if its turn comes in time.
   *
   * @throws RateLimitExceededException if it does not
   */
  void add(Waiter waiter, long now) {
    comeDue(now);
    line.add(waiter, now);
    refuse(turns.add(waiter, now, lane.startOfAdmission(now)), waiter, now);
    if (waiter.refusal == null && !lane.isForeseeable()) {
      line.watch(waiter);
      boolean isTooLate = lane.isTooLate(waiter, now);
      if (isTooLate || (waiter.latest <= now && !isItsTurn(waiter, now))) {
        remove(waiter);
        lane.refuse(waiter, now);
      }
    }
    setAlarms(now);
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
  }

  /**
   * Admits a waiter if it is its turn.
   *
   * @throws RateLimitExceededException if it has been refused
   */
  boolean admitIfDue(Waiter waiter, long now) {
    comeDue(now);
    refuseImpatient(now);
    if (waiter.refusal != null) {
      setAlarms(now); // the next may have to be refused as well
      throw waiter.refusal;
    }
    boolean goes = isItsTurn(waiter, now);
    if (goes) {
      line.remove(waiter);
      lane.admit(waiter, now);
      if (lane.isForeseeable() && turns.isTooLate(now - waiter.turn) && now >= nextCatchUp) {
        nextCatchUp = now + line.size() * BETWEEN_CATCH_UPS;
        computeTurns(now);
      }
    }
    setAlarms(now);
    return goes;
  }

  private boolean isItsTurn(Waiter waiter, long now) {
    return waiter == line.head() && lane.canGo(waiter, now);
  }

  /**
   * Takes a waiter out of the line; false if it is not there any more. The turns of the others stay
   * as they were computed, too late, until it matters.
   */
  boolean abandon(Waiter waiter, long now) {
    boolean waited = remove(waiter);
    if (waited) {
      waiter.wake(Timeline.NEVER);
      setAlarms(now);
    }
    return waited;
  }

  /** Why a call that is in line waits, and for how long as things stand. */
  ExpectedWait expected(Waiter waiter, long now) {
    return lane.expected(waiter, now);
  }

  /** Other calls than before are admitted at all, or other limits are in force. */
  void reconsider(long now) {
    for (Waiter waiter : waiting()) {
      RateLimitExceededException refusal = lane.refusalAtOnce(waiter.weights);
      if (refusal != null) {
        dismiss(waiter, refusal);
      } else if (!lane.isForeseeable()) {
        line.watch(waiter);
      }
    }
    recompute(now);
  }

  /** Calls that wait because they were rejected, without a stated time, become due now. */
  void release(long now) {
    if (line.release(now, waiter -> waiter.backsOff)) {
      recompute(now);
    }
  }

  /** All calls that wait for a time of their own become due now. */
  void resume(long now) {
    boolean unused = line.release(now, waiter -> true);
    recompute(now);
  }

  /** The limits over all keys may make calls wait for longer than they did. */
  void refuseTooLate(long now) {
    if (line.isEmpty()) {
      return;
    }
    for (Waiter waiter : waiting()) {
      if (lane.isTooLate(waiter, now)) {
        giveUp(waiter, now);
      }
    }
    setAlarms(now);
  }

  /** Turns may come later than was computed. */
  void recompute(long now) {
    if (!line.isEmpty()) {
      computeTurns(now);
    }
    wakeHead(now);
  }

  /** Turns may come earlier than was computed. */
  void mayBeEarlier(long now) {
    turns.mayBeEarlier();
    wakeHead(now);
  }

  /** Makes the head look again. */
  void wakeHead(long now) {
    head = null;
    setAlarms(now);
  }

  /** How long the waiter can sleep unless the line changes. */
  long nap(Waiter waiter, long now) {
    long wakeUp = Timeline.NEVER;
    if (waiter == line.head()) {
      wakeUp = lane.turnOfHead(waiter, now);
    }
    if (waiter == line.nextDue()) {
      wakeUp = Math.min(wakeUp, waiter.notBefore);
    }
    if (waiter == line.mostImpatient()) {
      wakeUp = Math.min(wakeUp, waiter.latest + 1);
    }
    return wakeUp == Timeline.NEVER ? wakeUp : Math.max(0, wakeUp - now);
  }

  private List<Waiter> waiting() {
    List<Waiter> waiting = new ArrayList<>(line.due());
    waiting.addAll(line.later());
    return waiting;
  }

  /** Takes those into the line whose not-before time has come. */
  private void comeDue(long now) {
    boolean isUnplaced = false;
    for (Waiter come = line.advance(now); come != null; come = line.advance(now)) {
      isUnplaced |= turns.needsPlaceFor(come);
    }
    if (isUnplaced) {
      computeTurns(now);
    }
  }

  private void computeTurns(long now) {
    refuse(turns.compute(lane.startOfAdmission(now), null), null, now);
  }

  /**
   * Refuses calls that are not in the line any more.
   *
   * @param arriving the call that is told by itself
   */
  private void refuse(List<Waiter> doomed, @Nullable Waiter arriving, long now) {
    for (Waiter waiter : doomed) {
      lane.refuse(waiter, now);
      if (waiter != arriving) {
        waiter.wake(0);
      }
    }
    if (!doomed.isEmpty()) {
      tellIfNobodyIsDue();
    }
  }

  private void refuseImpatient(long now) {
    for (Waiter waiter = line.mostImpatient();
        waiter != null && waiter.latest < now;
        waiter = line.mostImpatient()) {
      giveUp(waiter, now);
    }
  }

  private void giveUp(Waiter waiter, long now) {
    remove(waiter);
    lane.refuse(waiter, now);
    waiter.wake(0);
  }

  private void dismiss(Waiter waiter, RateLimitExceededException refusal) {
    remove(waiter);
    waiter.refusal = refusal;
    waiter.wake(0);
  }

  private boolean remove(Waiter waiter) {
    if (!line.remove(waiter)) {
      return false;
    }
    turns.left(waiter);
    tellIfNobodyIsDue();
    return true;
  }

  private void tellIfNobodyIsDue() {
    if (line.head() == null) {
      lane.hasNobodyDue();
    }
  }

  /** Wakes those who are to be timed from now on, and lets those sleep who were. */
  private void setAlarms(long now) {
    if (line.isEmpty()) {
      turns.clear();
    }
    lane.lineChanged();
    Waiter[] before = {head, next, impatient};
    head = line.head();
    next = line.nextDue();
    impatient = line.mostImpatient();
    for (Waiter waiter : before) {
      boolean isTimed = waiter == head || waiter == next || waiter == impatient;
      if (waiter != null && !isTimed && waiter.refusal == null) { // that it is to notice
        waiter.wake(Timeline.NEVER);
      }
    }
    wakeIfNew(head, before[0], now);
    wakeIfNew(next, before[1], now);
    wakeIfNew(impatient, before[2], now);
  }

  private void wakeIfNew(@Nullable Waiter waiter, @Nullable Waiter before, long now) {
    if (waiter != null && waiter != before) {
      waiter.wake(nap(waiter, now));
    }
  }
}
