package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of a lane: which of them goes next, which is refused, and which is timed. Not
 * thread-safe: guarded by the limiter.
 *
 * <p>Invariant, between any two operations: a waiting call is in the queue, once, until it is
 * admitted, refused or abandoned.
 */
final class WaitingQueue {

  /** Nanoseconds between two computations of all turns, for each waiting call. */
  private static final long BETWEEN_CATCH_UPS = 10_000;

  private final Gate gate;
  private final WaitingOrder order = new WaitingOrder();
  private final TimedCalls timed;

  /** Made with the first call that waits: in most lanes none ever does. */
  private @Nullable Forecast forecast;

  private final WaitReports reports;

  /** Made with the first call that waits, as the forecast. */
  private @Nullable WaitAccount account;

  private long nextCatchUp;

  /** A queue of calls that pass this gate. */
  WaitingQueue(Gate gate, Alarms alarms, WaitReports reports) {
    this.gate = gate;
    this.timed = new TimedCalls(order, gate, alarms);
    this.reports = reports;
  }

  boolean isEmpty() {
    return order.isEmpty();
  }

  private Forecast forecast() {
    Forecast known = forecast == null ? new Forecast(order, gate) : forecast;
    forecast = known;
    return known;
  }

  private WaitAccount account() {
    WaitAccount known = account == null ? new WaitAccount(gate, reports) : account;
    account = known;
    return known;
  }

  int size() {
    return order.size();
  }

  QueueView view() {
    return new QueueView(order, gate, forecast);
  }

  /** Whether every waiting call, if there is any, waits for a time of its own. */
  boolean isNoneDue(long now) {
    comeDue(now);
    return order.head() == null;
  }

  /** A call has gone before calls that are not due yet. */
  void overtaken(long now) {
    computeTurns(now);
    updateTimers(now);
  }

  /** Adds a waiter; it leaves at once, with a refusal, if its turn would come too late. */
  void add(long now, Waiter waiter) {
    comeDue(now);
    order.add(now, waiter);
    refuse(now, forecast().add(now, waiter, gate.opensAt(now)), waiter);
    if (waiter.refusal == null && !gate.isForeseeable()) {
      order.watchTimeout(waiter);
      boolean isTooLate =
          gate.isTooLate(now, waiter) || (waiter.latest <= now && !isItsTurn(now, waiter));
      if (isTooLate) {
        remove(waiter);
        refuse(now, waiter, gate.refusal(now, waiter));
      }
    }
    if (waiter.refusal == null && !waiter.looksOnArrival()) {
      account().begins(now, waiter, order.head());
    }
    updateTimers(now);
  }

  /** Why a call waits, as {@link Waiter.Host#expectedWait} says. */
  ExpectedWait expectedWait(long now, Waiter waiter) {
    return account().expected(now, waiter, order.head());
  }

  /** Removes a waiter if it is its turn; returns whether it is. */
  boolean removeIfDue(long now, Waiter waiter) {
    comeDue(now);
    refuseTimedOut(now);
    boolean goes = waiter.refusal == null && isItsTurn(now, waiter);
    if (goes) {
      order.remove(waiter);
    }
    return goes;
  }

  /** A waiter that was {@linkplain #removeIfDue removed} has been admitted. */
  void admitted(long now, Waiter waiter) {
    account().admitted(now, waiter, order.head());
    boolean isBehind = gate.isForeseeable() && forecast().isShifted(now - waiter.turn);
    if (isBehind && now >= nextCatchUp) {
      nextCatchUp = now + order.size() * BETWEEN_CATCH_UPS;
      computeTurns(now);
    }
    updateTimers(now);
  }

  /** A waiter has looked, and it is not its turn. */
  void stays(long now, Waiter waiter) {
    updateTimers(now); // the next may have to be refused as well
    if (waiter.refusal == null) {
      if (waiter.meter() == null) {
        account().begins(now, waiter, order.head());
      }
      timed.sleep(now, waiter);
    }
  }

  private boolean isItsTurn(long now, Waiter waiter) {
    return waiter == order.head() && gate.admits(now, waiter);
  }

  /**
   * Removes a waiter that gives up; false if it is not there any more. The turns of the others stay
   * as they were computed, too late, until it matters.
   */
  boolean abandon(long now, Waiter waiter) {
    boolean waited = remove(waiter);
    if (waited) {
      timed.wake(waiter, Timeline.NEVER);
      account().abandoned(now, waiter, order.head());
      updateTimers(now);
    }
    return waited;
  }

  /** Other calls than before are admitted at all, or other limits are in force. */
  void reconsider(long now) {
    for (Waiter waiter : waiting()) {
      RateLimitExceededException refusal = gate.refusalForEver(waiter.weights);
      if (refusal != null) {
        dismiss(now, waiter, refusal);
      } else if (!gate.isForeseeable()) {
        order.watchTimeout(waiter);
      }
    }
    recompute(now);
  }

  /** Calls that back off after a rejection without a stated time become due now. */
  void releaseBackOffs(long now) {
    if (release(now, waiter -> waiter.backsOff)) {
      recompute(now);
    }
  }

  /** All calls that wait for a time of their own become due now. */
  void releaseAll(long now) {
    boolean unused = release(now, waiter -> true);
    recompute(now);
  }

  private boolean release(long now, Predicate<Waiter> which) {
    List<Waiter> released = order.release(now, which);
    released.forEach(waiter -> account().comesDue(now, waiter, order.head()));
    return !released.isEmpty();
  }

  /** Refuses calls that have to wait too long for the limits over all keys. */
  void refuseTooLate(long now) {
    for (Waiter waiter : waiting()) {
      if (gate.isTooLate(now, waiter)) {
        dismiss(now, waiter, gate.refusal(now, waiter));
      }
    }
    updateTimers(now);
  }

  /** Turns may come later than was computed. */
  void recompute(long now) {
    if (!order.isEmpty()) {
      computeTurns(now);
    }
    wakeHead(now);
  }

  /** Turns may come earlier than was computed. */
  void mayBeEarlier(long now) {
    if (!order.isEmpty()) {
      forecast().mayBeEarlier();
      wakeHead(now);
    }
  }

  void wakeHead(long now) {
    timed.forgetHead();
    updateTimers(now);
  }

  private List<Waiter> waiting() {
    List<Waiter> waiting = new ArrayList<>(order.due());
    waiting.addAll(order.later());
    return waiting;
  }

  /** Makes calls due whose not-before time has come. */
  private void comeDue(long now) {
    boolean isUnplaced = false;
    for (Waiter come = order.advance(now); come != null; come = order.advance(now)) {
      isUnplaced |= forecast().needsPlaceFor(come);
      account().comesDue(now, come, order.head());
    }
    if (isUnplaced) {
      computeTurns(now);
    }
  }

  private void computeTurns(long now) {
    refuse(now, forecast().compute(gate.opensAt(now), null), null);
  }

  /**
   * Refuses calls that are not in the queue any more.
   *
   * @param arriving a call that is told by itself; null if there is none
   */
  private void refuse(long now, List<Waiter> late, @Nullable Waiter arriving) {
    for (Waiter waiter : late) {
      refuse(now, waiter, gate.refusal(now, waiter));
      if (waiter != arriving) {
        timed.wake(waiter, 0);
      }
    }
    if (!late.isEmpty()) {
      tellIfNoneIsDue();
    }
  }

  private void refuseTimedOut(long now) {
    for (Waiter waiter = order.firstToTimeOut();
        waiter != null && waiter.latest < now;
        waiter = order.firstToTimeOut()) {
      dismiss(now, waiter, gate.refusal(now, waiter));
    }
  }

  private void dismiss(long now, Waiter waiter, RateLimitExceededException why) {
    remove(waiter);
    refuse(now, waiter, why);
    timed.wake(waiter, 0);
  }

  /** Refuses a call that is not in the queue. */
  void refuse(long now, Waiter waiter, RateLimitExceededException why) {
    account().refused(now, waiter, why, order.head());
  }

  private boolean remove(Waiter waiter) {
    if (!order.remove(waiter)) {
      return false;
    }
    forecast().left(waiter);
    tellIfNoneIsDue();
    return true;
  }

  private void tellIfNoneIsDue() {
    if (order.head() == null) {
      gate.noneDue();
    }
  }

  private void updateTimers(long now) {
    if (order.isEmpty() && forecast != null) {
      forecast.clear();
    }
    timed.update(now);
    if (account != null) {
      account.update(now, order.head());
    }
  }
}
