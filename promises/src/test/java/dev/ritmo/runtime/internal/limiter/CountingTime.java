package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.WrappedTime;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.TimeSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a limiter asks of its time, and can be late as a machine is. */
final class CountingTime extends WrappedTime {

  final AtomicInteger schedules = new AtomicInteger();
  final AtomicInteger unparks = new AtomicInteger();
  final AtomicInteger parks = new AtomicInteger();
  final AtomicInteger mostTimers = new AtomicInteger();

  private final AtomicInteger timers = new AtomicInteger();
  private final long lateness;

  CountingTime(TimeSource time) {
    this(time, 0);
  }

  CountingTime(TimeSource time, long lateness) {
    super(time);
    this.lateness = lateness;
  }

  @Override
  public void park(Object blocker, long nanos) {
    parks.incrementAndGet();
    super.park(blocker, nanos == Timeline.NEVER ? nanos : nanos + lateness);
  }

  @Override
  public void unpark(Thread thread) {
    unparks.incrementAndGet();
    super.unpark(thread);
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    schedules.incrementAndGet();
    mostTimers.accumulateAndGet(timers.incrementAndGet(), Math::max);
    AtomicBoolean over = new AtomicBoolean();
    Runnable end =
        () -> {
          if (over.compareAndSet(false, true)) {
            timers.decrementAndGet();
          }
        };
    Runnable cancel =
        super.schedule(
            () -> {
              end.run();
              task.run();
            },
            delayNanos == 0 ? 0 : delayNanos + lateness);
    return () -> {
      end.run();
      cancel.run();
    };
  }
}
