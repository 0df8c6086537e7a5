package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.TimeSource;

/** A thread that waits; once awake it works out itself how long to park. */
final class BlockingWaiter extends Waiter {

  private final Thread thread = Thread.currentThread();
  private final CallLimiter limiter;
  private final TimeSource time;

  /** How long to park; only its own thread uses it. */
  private long nap;

  /** Whether it may park for so long without looking again; guarded by the lock. */
  private boolean isAsleep;

  BlockingWaiter(CallLimiter limiter, long arrival, Terms terms, long notBefore, long latest) {
    super(limiter.gate(), arrival, terms, notBefore, latest);
    this.limiter = limiter;
    this.time = limiter.timeline().source();
  }

  /**
   * Returns when it has been admitted.
   *
   * @throws RateLimitExceededException if it has been refused
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  void await() {
    boolean isTold = false;
    while (!tryAdmit()) {
      if (!isTold) {
        tellOfWait();
        isTold = true;
      }
      park();
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
  void look() {
    isAsleep = false;
  }

  @Override
  void sleep(long nanos) {
    nap = nanos;
    isAsleep = true;
  }

  @Override
  void wake(long nanos) {
    if (nanos != Timeline.NEVER && isAsleep) { // otherwise it is about to look anyway
      super.wake(nanos);
    }
  }

  @Override
  void ring(long nanos) {
    time.unpark(thread);
  }
}
