package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of a lane that are timed, at most three: the first of the due calls, the call
 * that becomes due next, and, where turns cannot be computed, the call that times out first. All
 * others sleep until they are woken. Not thread-safe: guarded by the limiter.
 */
final class TimedCalls {

  private final WaitingOrder order;
  private final Gate gate;
  private final Alarms alarms;
  private @Nullable Waiter head;
  private @Nullable Waiter next;
  private @Nullable Waiter timingOut;

  /**
   * @param order of the calls of the lane
   * @param gate tells when the first of them can pass
   */
  TimedCalls(WaitingOrder order, Gate gate, Alarms alarms) {
    this.order = order;
    this.gate = gate;
    this.alarms = alarms;
  }

  /** The head has reason to look again, even if it is timed already. */
  void forgetHead() {
    head = null;
  }

  /** Wakes calls that are timed from now on, and lets calls sleep that no longer are. */
  void update(long now) {
    Waiter headBefore = head;
    Waiter nextBefore = next;
    Waiter timingOutBefore = timingOut;
    head = order.head();
    next = order.nextDue();
    timingOut = order.firstToTimeOut();
    sleepUnlessTimed(headBefore);
    sleepUnlessTimed(nextBefore);
    sleepUnlessTimed(timingOutBefore);
    wakeIfNew(now, head, headBefore);
    wakeIfNew(now, next, nextBefore);
    wakeIfNew(now, timingOut, timingOutBefore);
  }

  private void sleepUnlessTimed(@Nullable Waiter waiter) {
    boolean isTimed = waiter == head || waiter == next || waiter == timingOut;
    if (waiter != null && !isTimed && waiter.refusal == null) { // a refusal has to be noticed
      waiter.wake(alarms, Timeline.NEVER);
    }
  }

  private void wakeIfNew(long now, @Nullable Waiter waiter, @Nullable Waiter before) {
    if (waiter != null && waiter != before) {
      waiter.wake(alarms, nap(now, waiter));
    }
  }

  /** How long a call can sleep unless the queue changes. */
  private long nap(long now, Waiter waiter) {
    long wakeUp = Timeline.NEVER;
    if (waiter == order.head()) {
      wakeUp = gate.turn(now, waiter);
    }
    if (waiter == order.nextDue()) {
      wakeUp = Math.min(wakeUp, waiter.notBefore);
    }
    if (waiter == order.firstToTimeOut()) {
      wakeUp = Math.min(wakeUp, waiter.latest + 1);
    }
    return wakeUp == Timeline.NEVER ? wakeUp : Math.max(0, wakeUp - now);
  }

  /** The call has been refused, or has left: it should notice, or be heard of no more. */
  void wake(Waiter waiter, long nanos) {
    waiter.wake(alarms, nanos);
  }

  /** The call has looked, and it is not its turn. */
  void sleep(long now, Waiter waiter) {
    waiter.sleep(alarms, nap(now, waiter));
  }
}
