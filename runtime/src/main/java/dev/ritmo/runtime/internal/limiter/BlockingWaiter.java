package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.TimeSource;

/** A thread that waits; once awake it works out itself how long to park. */
final class BlockingWaiter extends Waiter {

  private final Thread thread = Thread.currentThread();
  private final TimeSource time;

  BlockingWaiter(long arrival, Terms terms, long notBefore, long latest, TimeSource time) {
    super(arrival, terms, notBefore, latest);
    this.time = time;
  }

  @Override
  void wake(long nanos) {
    if (nanos != Timeline.NEVER && thread != Thread.currentThread()) {
      time.unpark(thread);
    }
  }
}
