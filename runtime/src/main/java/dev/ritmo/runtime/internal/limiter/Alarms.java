package dev.ritmo.runtime.internal.limiter;

import org.jspecify.annotations.Nullable;

/**
 * Which waiters of a lane are timed: the head of the line, the call that becomes due next, and,
 * where nobody can foresee turns, the one that will first have waited for too long. Not
 * thread-safe: guarded by its limiter.
 */
final class Alarms {

  private final Lane lane;
  private @Nullable Waiter head;
  private @Nullable Waiter next;
  private @Nullable Waiter impatient;

  /**
   * @param lane knows how long each can sleep
   */
  Alarms(Lane lane) {
    this.lane = lane;
  }

  /** Wakes those who are to be timed from now on, and lets those sleep who were. */
  void set(WaitingLine line, long now) {
    Waiter newHead = line.head();
    Waiter newNext = line.nextDue();
    Waiter newImpatient = line.mostImpatient();
    Waiter[] before = {head, next, impatient};
    for (Waiter waiter : before) {
      boolean isTimed = waiter == newHead || waiter == newNext || waiter == newImpatient;
      if (waiter != null && !isTimed && waiter.refusal == null) { // that it is to notice
        waiter.wake(Timeline.NEVER);
      }
    }
    wakeIfNew(newHead, head, now);
    wakeIfNew(newNext, next, now);
    wakeIfNew(newImpatient, impatient, now);
    head = newHead;
    next = newNext;
    impatient = newImpatient;
  }

  /** The head may go earlier than it thinks: the next {@link #set} wakes it. */
  void forgetHead() {
    head = null;
  }

  private void wakeIfNew(@Nullable Waiter waiter, @Nullable Waiter before, long now) {
    if (waiter != null && waiter != before) {
      waiter.wake(lane.nap(waiter, now));
    }
  }
}
