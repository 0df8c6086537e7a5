package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.TimeSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call without a thread: a timer, set only while it is its turn to be timed. */
public final class AsyncWaiter extends Waiter {

  private final TimeSource time;
  private final Consumer<AsyncWaiter> look;

  /** Used by {@link #ring} only. */
  private @Nullable Runnable cancelTimer;

  private boolean admitted;

  /**
   * @param look makes the call look at the limiter; runs on a thread of the time source and must
   *     not hold that up
   */
  AsyncWaiter(
      CallLimiter limiter,
      long arrival,
      Terms terms,
      long notBefore,
      long latest,
      Consumer<AsyncWaiter> look) {
    super(limiter.gate(), arrival, terms, notBefore, latest);
    this.time = limiter.timeline().source();
    this.look = look;
  }

  @Override
  void sleep(long nanos) {
    wake(nanos);
  }

  @Override
  void ring(long nanos) {
    if (cancelTimer != null) {
      cancelTimer.run();
      cancelTimer = null;
    }
    if (nanos != Timeline.NEVER) {
      cancelTimer = time.schedule(() -> look.accept(this), Math.max(0, nanos));
    }
  }

  /** A call that has been admitted on arrival and never waits. */
  AsyncWaiter admitted() {
    admitted = true;
    return this;
  }

  /** Whether it was admitted on arrival. */
  public boolean isAdmitted() {
    return admitted;
  }

  /** First arrival of the call. */
  public long arrival() {
    return arrival;
  }
}
