package dev.ritmo.runtime;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.Executor;

/** Another time, of which a test changes something. */
public class WrappedTime implements TimeSource {

  private final TimeSource time;

  protected WrappedTime(TimeSource time) {
    this.time = time;
  }

  @Override
  public long nanoTime() {
    return time.nanoTime();
  }

  @Override
  public Instant now() {
    return time.now();
  }

  @Override
  public void park(Object blocker, long nanos) {
    time.park(blocker, nanos);
  }

  @Override
  public void unpark(Thread thread) {
    time.unpark(thread);
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    return time.schedule(task, delayNanos);
  }

  @Override
  public Executor executor() {
    return time.executor();
  }
}
