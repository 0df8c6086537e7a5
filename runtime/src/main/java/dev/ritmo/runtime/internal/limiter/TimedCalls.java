package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.time.Timeline;
import org.jspecify.annotations.Nullable;

/**
 * The waiting calls of a lane that are timed, at most three: the first of the due calls, the call
 * that becomes due next, and, where turns cannot be computed, the call that times out first. All
 * others sleep until they are woken. Not thread-safe: guarded by the limiter.
 */
final class TimedCalls {

  private final Alarms alarms;
  private @Nullable Waiter head;
  private @Nullable Waiter next;
  private @Nullable Waiter timingOut;

  TimedCalls(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Tells how long a call can sleep unless the queue changes. */
  @FunctionalInterface
  interface Naps {
    long nap(Waiter waiter);
  }

  /** The head has reason to look again, even if it is timed already. */
  void forgetHead() {
    head = null;
  }

  /** Wakes calls that are timed from now on, and lets calls sleep that no longer are. */
  void update(WaitingOrder order, Naps naps) {
    Waiter headBefore = head;
    Waiter nextBefore = next;
    Waiter timingOutBefore = timingOut;
    head = order.head();
    next = order.nextDue();
    timingOut = order.firstToTimeOut();
    sleepUnlessTimed(headBefore);
    sleepUnlessTimed(nextBefore);
    sleepUnlessTimed(timingOutBefore);
    wakeIfNew(head, headBefore, naps);
    wakeIfNew(next, nextBefore, naps);
    wakeIfNew(timingOut, timingOutBefore, naps);
  }

  private void sleepUnlessTimed(@Nullable Waiter waiter) {
    boolean isTimed = waiter == head || waiter == next || waiter == timingOut;
    if (waiter != null && !isTimed && waiter.refusal == null) { // a refusal has to be noticed
      waiter.wake(alarms, Timeline.NEVER);
    }
  }

  private void wakeIfNew(@Nullable Waiter waiter, @Nullable Waiter before, Naps naps) {
    if (waiter != null && waiter != before) {
      waiter.wake(alarms, naps.nap(waiter));
    }
  }

  /** The call has been refused, or has left: it should notice, or be heard of no more. */
  void wake(Waiter waiter, long nanos) {
    waiter.wake(alarms, nanos);
  }

  /** The call has looked, and it is not its turn. */
  void sleep(Waiter waiter, long nanos) {
    waiter.sleep(alarms, nanos);
  }
}
