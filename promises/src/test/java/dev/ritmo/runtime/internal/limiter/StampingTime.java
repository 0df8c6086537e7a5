package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.WrappedTime;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.concurrent.Executor;

/** The time of the machine; remembers for each thread when it has looked at it last. */
final class StampingTime extends WrappedTime {

  private final ThreadLocal<Long> last = new ThreadLocal<>();
  private final Executor executor;

  StampingTime(Executor executor) {
    super(TimeSource.system());
    this.executor = executor;
  }

  /** The time that the current thread has read last: that of its admission, right after one. */
  long stamp() {
    return last.get();
  }

  @Override
  public long nanoTime() {
    long now = super.nanoTime();
    last.set(now);
    return now;
  }

  @Override
  public Executor executor() {
    return executor;
  }
}
