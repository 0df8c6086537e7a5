package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import java.util.function.Consumer;

/**
 * The one place where calls wait.
 *
 * <p>Every call admits itself: a blocked thread under its own steam, an asynchronous call on the
 * executor that then runs its body. So the time that is counted lies as close before the departure
 * as can be, and a waiter that vanishes has taken nothing.
 *
 * <p>All state is in {@link #admission}, under {@link #lock}, which is never held while anybody
 * waits or foreign code runs. The lock does not pin virtual threads.
 */
public final class CallLimiter implements Limiter {

  private final ShortLock lock = new ShortLock();
  private final String name;
  private final Timeline timeline;
  private final Admission admission;

  /** A limiter that runs on this timeline; without limits it only pauses. */
  public CallLimiter(String name, List<Limit> limits, Timeline timeline) {
    this.name = name;
    this.timeline = timeline;
    this.admission = new Admission(name, List.copyOf(limits), timeline);
  }

  @Override
  public String name() {
    return name;
  }

  /** The longest margin by which a window is kept longer than its period, in nanoseconds. */
  public long margin() {
    return admission.margin();
  }

  /** The timeline on which its points in time lie. */
  public Timeline timeline() {
    return timeline;
  }

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @param maxWait the longest wait in nanoseconds
   * @return the arrival of the call, unique within this limiter
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public long acquire(long maxWait) {
    BlockingWaiter waiter;
    lock.lock();
    try {
      long now = admission.now();
      long arrival = admission.arrive(now);
      if (admission.admitOnArrival(now)) {
        return arrival;
      }
      long latest = Timeline.after(now, maxWait);
      waiter = new BlockingWaiter(arrival, now, latest, timeline.source());
      admission.enqueue(waiter, now);
    } finally {
      lock.unlock();
    }
    await(waiter);
    return waiter.arrival;
  }

  /**
   * Admits the current thread again, for another attempt of a call that has been admitted before.
   *
   * @param arrival the first arrival of the call
   * @param notBefore the point in time before which it must not start
   * @param latest the latest point in time at which it may start
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public void reacquire(long arrival, long notBefore, long latest) {
    BlockingWaiter waiter = new BlockingWaiter(arrival, notBefore, latest, timeline.source());
    lock.lock();
    try {
      admission.enqueueRetry(waiter, admission.now());
    } finally {
      lock.unlock();
    }
    await(waiter);
  }

  /**
   * Admits a call without a thread that arrives now, or adds it to the line.
   *
   * @param maxWait the longest wait in nanoseconds
   * @param look called, on the timer, when it should {@link #tryAdmit}
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  public AsyncWaiter enter(long maxWait, Consumer<AsyncWaiter> look) {
    lock.lock();
    try {
      long now = admission.now();
      long latest = Timeline.after(now, maxWait);
      long arrival = admission.arrive(now);
      AsyncWaiter waiter = new AsyncWaiter(arrival, now, latest, timeline.source(), look);
      if (admission.admitOnArrival(now)) {
        return waiter.admitted();
      }
      admission.enqueue(waiter, now);
      return waiter;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A call without a thread that is to {@link #reenter} the line for another attempt.
   *
   * @param arrival its first arrival
   * @param notBefore the point in time before which it must not start
   * @param latest the latest point in time at which it may start
   * @param look called, on the timer, when it should {@link #tryAdmit}
   */
  public AsyncWaiter waiter(long arrival, long notBefore, long latest, Consumer<AsyncWaiter> look) {
    return new AsyncWaiter(arrival, notBefore, latest, timeline.source(), look);
  }

  /**
   * Adds a call without a thread to the line again.
   *
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  public void reenter(AsyncWaiter waiter) {
    lock.lock();
    try {
      admission.enqueueRetry(waiter, admission.now());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Admits the waiter if it is its turn; otherwise it will be told to look again.
   *
   * @throws RateLimitExceededException if it has been refused meanwhile
   */
  public boolean tryAdmit(AsyncWaiter waiter) {
    lock.lock();
    try {
      long now = admission.now();
      boolean goes = admission.admitIfDue(waiter, now);
      if (!goes) {
        waiter.wake(admission.nap(waiter, now));
      }
      return goes;
    } finally {
      lock.unlock();
    }
  }

  /** Gives up the place of the waiter; false if it has none any more. */
  public boolean abandon(AsyncWaiter waiter) {
    return giveUp(waiter);
  }

  /** Admits nobody before this point in time; an earlier one than in force changes nothing. */
  public void pause(long until) {
    lock.lock();
    try {
      admission.pause(until, admission.now());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public LimiterSnapshot snapshot() {
    lock.lock();
    try {
      return admission.snapshot(admission.now());
    } finally {
      lock.unlock();
    }
  }

  private void await(BlockingWaiter waiter) {
    while (true) {
      long nap;
      lock.lock();
      try {
        long now = admission.now();
        if (admission.admitIfDue(waiter, now)) {
          return;
        }
        nap = admission.nap(waiter, now);
      } finally {
        lock.unlock();
      }
      timeline.source().park(this, nap);
      if (Thread.currentThread().isInterrupted()) {
        giveUp(waiter);
        throw new InterruptedWaitException(name);
      }
    }
  }

  private boolean giveUp(Waiter waiter) {
    lock.lock();
    try {
      return admission.abandon(waiter, admission.now());
    } finally {
      lock.unlock();
    }
  }
}
