package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.jfr.FlightRecorder;
import dev.ritmo.runtime.internal.jfr.WaitRecording;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/** A thread that waits. Once awake, it works out itself how long to park. */
final class BlockingWaiter extends Waiter {

  private final Thread thread = Thread.currentThread();
  private final Host limiter;
  private final TimeSource time;

  /** Whether it was admitted on arrival; only its own thread uses it. */
  private boolean isAdmitted;

  /**
   * Whether it was woken since it last looked: an observer that parks in between would take the
   * wake-up.
   */
  private volatile boolean isRung;

  /** Of its wait, which has begun; null if that is not recorded. Only its own thread uses it. */
  private @Nullable WaitRecording recording;

  /** How long to park; only its own thread uses it. */
  private long nap;

  /** Whether it may park for that long without looking again; guarded by the lock. */
  private boolean isAsleep;

  BlockingWaiter(Host limiter, Terms terms, Attempt attempt) {
    super(limiter, terms, attempt);
    this.limiter = limiter;
    this.time = limiter.timeline().source();
  }

  /** Notes whether it was admitted when it arrived. */
  void lookedOnArrival(boolean goes) {
    isAdmitted = goes;
  }

  @Override
  boolean looksOnArrival() {
    return true;
  }

  /**
   * Returns when it has been admitted.
   *
   * @throws RateLimitExceededException if it has been refused
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  void await() {
    boolean isTold = false;
    while (!isAdmitted && !tryAdmit()) {
      if (!isTold) {
        recording = FlightRecorder.threadWaits();
        tellOfWait();
        isTold = true;
      }
      if (!isRung) {
        park();
      }
      if (Thread.currentThread().isInterrupted()) {
        boolean unused = abandon();
        throw new InterruptedWaitException(limiter.name());
      }
    }
  }

  private void park() {
    try {
      time.park(limiter, nap);
    } catch (Throwable failure) {
      boolean unused = abandon();
      throw failure;
    }
  }

  @Override
  @Nullable WaitRecording recording() {
    return recording;
  }

  @Override
  void looks() {
    isAsleep = false;
    isRung = false;
  }

  @Override
  void sleep(Alarms alarms, long nanos) {
    nap = nanos;
    isAsleep = true;
  }

  @Override
  void wake(Alarms alarms, long nanos) {
    if (nanos != Timeline.NEVER && isAsleep) { // otherwise it is about to look anyway
      super.wake(alarms, nanos);
    }
  }

  @Override
  public void ring(long nanos) {
    isRung = true;
    time.unpark(thread);
  }
}
