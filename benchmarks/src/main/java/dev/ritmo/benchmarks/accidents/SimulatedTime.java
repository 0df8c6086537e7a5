package dev.ritmo.benchmarks.accidents;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Time that jumps from event to event. One thread does everything, so it is not thread-safe, and
 * nobody can park on it. Nothing runs within {@link #schedule} or the executor: limiters may call
 * both under their lock.
 */
final class SimulatedTime implements TimeSource {

  private static final long ORIGIN = 1_000_000_007L;
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Agenda agenda = new Agenda();
  private long elapsed;

  /** Nanoseconds since the start. */
  long elapsed() {
    return elapsed;
  }

  @Override
  public long nanoTime() {
    return ORIGIN + elapsed;
  }

  @Override
  public Instant now() {
    return START.plusNanos(elapsed);
  }

  @Override
  public void park(Object blocker, long nanos) {
    throw new IllegalStateException("There is one thread, which must not wait");
  }

  @Override
  public void unpark(Thread thread) {
    throw new IllegalStateException("Nobody waits with a thread");
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    long time = elapsed + Math.max(0, delayNanos);
    return agenda.add(time < 0 ? Long.MAX_VALUE : time, task);
  }

  @Override
  public Executor executor() {
    return command -> agenda.add(elapsed, command);
  }

  /** Runs the next event; false if none happens before this time. */
  boolean step(long before) {
    Agenda.Event event = agenda.next(before);
    if (event == null) {
      return false;
    }
    elapsed = event.time();
    event.action().run();
    return true;
  }
}
