package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.Executor;

/** The time of the machine; remembers for each thread when it has looked at it last. */
final class StampingTime implements TimeSource {

  private final TimeSource system = TimeSource.system();
  private final ThreadLocal<Long> last = new ThreadLocal<>();
  private final Executor executor;

  StampingTime(Executor executor) {
    this.executor = executor;
  }

  /** The time that the current thread has read last: that of its admission, right after one. */
  long stamp() {
    return last.get();
  }

  @Override
  public long nanoTime() {
    long now = system.nanoTime();
    last.set(now);
    return now;
  }

  @Override
  public Instant now() {
    return system.now();
  }

  @Override
  public void park(Object blocker, long nanos) {
    system.park(blocker, nanos);
  }

  @Override
  public void unpark(Thread thread) {
    system.unpark(thread);
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    return system.schedule(task, delayNanos);
  }

  @Override
  public Executor executor() {
    return executor;
  }
}
