package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.internal.jfr.FlightRecorder;
import dev.ritmo.runtime.internal.jfr.WaitRecording;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A call without a thread: a timer, set only while the call is to be timed. */
public final class AsyncWaiter extends Waiter {

  private final TimeSource time;
  private final Consumer<AsyncWaiter> look;

  /** Used by {@link #ring} only. */
  private @Nullable Runnable cancelTimer;

  private boolean isAdmitted;
  private boolean looksOnArrival;

  /**
   * @param look makes the call look at the limiter; runs on a thread of the time source and must
   *     not hold that up
   */
  AsyncWaiter(Host limiter, Terms terms, Attempt attempt, Consumer<AsyncWaiter> look) {
    super(limiter, terms, attempt);
    this.time = limiter.timeline().source();
    this.look = look;
  }

  /** It looks at the limiter as soon as it is in the queue. */
  AsyncWaiter lookingOnArrival() {
    looksOnArrival = true;
    return this;
  }

  @Override
  boolean looksOnArrival() {
    return looksOnArrival;
  }

  @Override
  @Nullable WaitRecording recording() {
    return FlightRecorder.callWaits();
  }

  @Override
  void sleep(Alarms alarms, long nanos) {
    wake(alarms, nanos);
  }

  @Override
  public void ring(long nanos) {
    if (cancelTimer != null) {
      cancelTimer.run();
      cancelTimer = null;
    }
    if (nanos != Timeline.NEVER) {
      cancelTimer = time.schedule(() -> look.accept(this), Math.max(0, nanos));
    }
  }

  /** Marks a call that was admitted on arrival and never waits. */
  AsyncWaiter admitted() {
    isAdmitted = true;
    return this;
  }

  /** Whether it was admitted on arrival. */
  public boolean isAdmitted() {
    return isAdmitted;
  }

  /** First arrival of the call. */
  public long arrival() {
    return arrival;
  }
}
