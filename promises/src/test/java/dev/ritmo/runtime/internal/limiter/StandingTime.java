package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Instant;

/** Time that never passes, for those who do not wait. */
final class StandingTime implements TimeSource {

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public Instant now() {
    return Instant.EPOCH;
  }

  @Override
  public void park(Object blocker, long nanos) {
    throw new AssertionError("nobody waits");
  }

  @Override
  public void unpark(Thread thread) {
    throw new AssertionError("nobody waits");
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    throw new AssertionError("nobody waits");
  }
}
