package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.spi.WaitCause;
import org.jspecify.annotations.Nullable;

/**
 * What the waiting calls of a lane wait for, and how long. A call that is not due backs off. All
 * due calls wait for the same at any time, which is what the first of them waits for: a pause, a
 * slot, a limit, other keys. So time is added up once for the lane, whenever its queue changes, and
 * each call takes the difference between two sums. Guarded by the limiter.
 */
final class WaitAccount {

  private final Gate gate;
  private final WaitReports reports;

  /** What due calls have waited for until {@link #last}. */
  private final WaitTimes passed = new WaitTimes();

  private long last;

  /** What due calls wait for since then; null if there is none. */
  private @Nullable WaitCause cause;

  /** When a pause ends that is the cause. */
  private long pauseEnd;

  /** What due calls wait for after that, unless the queue changes. */
  private WaitCause afterPause = WaitCause.LIMIT;

  WaitAccount(Gate gate, WaitReports reports) {
    this.gate = gate;
    this.reports = reports;
  }

  /**
   * The queue, or what it waits for, may have changed.
   *
   * @param head the first of the due calls; null if there is none
   */
  void update(long now, @Nullable Waiter head) {
    if (cause != null) {
      long end = cause == WaitCause.PAUSE ? Math.min(pauseEnd, now) : now;
      passed.add(cause, end - last);
      passed.add(afterPause, now - end);
    }
    last = now;
    cause = head == null ? null : causeAt(now, head, cause);
    if (head != null && cause == WaitCause.PAUSE) {
      pauseEnd = Math.max(now, gate.pauseEnd());
      afterPause = causeAt(pauseEnd, head, cause);
    }
  }

  /**
   * What due calls wait for at this time.
   *
   * @param before what they waited for before: the time until they notice that this is over counts
   *     for it as well; null if they did not wait
   */
  private WaitCause causeAt(long time, Waiter head, @Nullable WaitCause before) {
    WaitCause found = gate.waitCause(time, head);
    if (found == null) {
      found = before;
    }
    return found == null ? WaitCause.LIMIT : found;
  }

  /** What a call waits for now. */
  WaitCause causeOf(long now, Waiter waiter, @Nullable Waiter head) {
    if (waiter.notBefore > now) {
      return WaitCause.BACKOFF;
    }
    return causeAt(now, head == null ? waiter : head, null);
  }

  /** Why a call waits, and for how long as things stand. */
  ExpectedWait expected(long now, Waiter waiter, @Nullable Waiter head) {
    WaitCause why = causeOf(now, waiter, head);
    return new ExpectedWait(
        why,
        gate.inTheWay(now, waiter, why),
        gate.expectedNanos(now, waiter, why),
        soFar(now, waiter, head),
        waiter::waitedSoFar);
  }

  /** A call begins to wait, in the queue. */
  void begins(long now, Waiter waiter, @Nullable Waiter head) {
    WaitCause why = causeOf(now, waiter, head);
    WaitMeter wait = new WaitMeter(now, why, gate.inTheWay(now, waiter, why));
    waiter.begins(wait);
    if (why != WaitCause.BACKOFF) {
      update(now, head);
      wait.due(now, passed);
    }
    reports.begins(now, waiter, wait);
  }

  /** A call has become due. */
  void comesDue(long now, Waiter waiter, @Nullable Waiter head) {
    WaitMeter wait = waiter.meter();
    if (wait != null) {
      update(now, head);
      wait.due(now, passed);
    }
  }

  /** A call has left the queue to be admitted. */
  void admitted(long now, Waiter waiter, @Nullable Waiter head) {
    WaitMeter wait = ended(now, waiter, head);
    if (wait != null) {
      reports.admitted(now, waiter, wait);
    }
  }

  /** A call has left the queue by itself. */
  void abandoned(long now, Waiter waiter, @Nullable Waiter head) {
    WaitMeter wait = ended(now, waiter, head);
    if (wait != null) {
      reports.abandoned(now, waiter, wait);
    }
  }

  /** A call is refused that is not in the queue, or not any more. */
  void refused(long now, Waiter waiter, RateLimitExceededException why, @Nullable Waiter head) {
    waiter.refuse(why);
    reports.refused(now, waiter, ended(now, waiter, head), why);
  }

  private @Nullable WaitMeter ended(long now, Waiter waiter, @Nullable Waiter head) {
    WaitMeter wait = waiter.meter();
    if (wait != null) {
      update(now, head);
      wait.end(now, passed);
      wait.attribute(gate.inTheWay(now, waiter, wait.times().longest()));
    }
    return wait;
  }

  private WaitTimes soFar(long now, Waiter waiter, @Nullable Waiter head) {
    WaitMeter wait = waiter.meter();
    if (wait == null) {
      return new WaitTimes();
    }
    update(now, head);
    return wait.until(now, passed);
  }
}
