package dev.ritmo.testkit;

import dev.ritmo.runtime.spi.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until a test moves it. Thread-safe.
 *
 * <p>The <em>crew</em> are the threads started by {@link #start} or {@link #executor}. A clock is
 * <em>quiet</em> when each of them is parked on it or has finished. What a test can rely on:
 *
 * <ul>
 *   <li>{@link #nanoTime} and {@link #now} change only within {@link #advance}, and only while the
 *       clock is quiet: no thread of the crew sees time pass between two of its own parks.
 *   <li>An event, which is a scheduled task or the end of a park, happens at exactly its time.
 *       Events happen one after the other, in the order of their times, and at the same time in the
 *       order of their requests. Between two of them the clock becomes quiet.
 *   <li>Tasks run on the thread that advances. Those due at once wait for the next advance; {@code
 *       advance(Duration.ZERO)} runs them.
 *   <li>{@link #unpark} and {@link Thread#interrupt} count before they return: a woken thread does
 *       not count as quiet.
 * </ul>
 *
 * <p>So a run is deterministic if the crew waits only by {@link #park}, and threads are started or
 * woken one at a time. A thread of the crew that waits in another way (for a future, on a latch)
 * never becomes quiet, and the clock fails. Other threads may park too and are woken at their time,
 * but the clock does not wait for them.
 */
public final class VirtualClock implements TimeSource {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ReentrantLock advancing = new ReentrantLock();
  // a monitor, because a thread that waits for a ReentrantLock hides its interrupt flag
  private final Object lock = new Object();
  private final long origin;
  private final Instant start;
  private final Duration patience;

  private volatile long elapsed;

  // all guarded by lock
  private final Agenda agenda = new Agenda();
  private final Crew crew = new Crew();
  private final Map<Thread, Parking> parked = new HashMap<>();
  private final Set<Thread> permits = Collections.newSetFromMap(new WeakHashMap<>());

  /** Creates a clock that starts at an arbitrary, but fixed, time. */
  public VirtualClock() {
    this(1_000_000_007L, Instant.parse("2026-01-01T00:00:00Z"));
  }

  /**
   * Creates a clock that starts at the given time.
   *
   * @param originNanos the first {@link #nanoTime}; any value, also one close enough to {@link
   *     Long#MAX_VALUE} to overflow during the test
   * @param start the first {@link #now}
   */
  public VirtualClock(long originNanos, Instant start) {
    this(originNanos, start, PATIENCE);
  }

  VirtualClock(long originNanos, Instant start, Duration patience) {
    this.origin = originNanos;
    this.start = start;
    this.patience = patience;
  }

  @Override
  public long nanoTime() {
    return origin + elapsed;
  }

  @Override
  public Instant now() {
    return start.plusNanos(elapsed);
  }

  /**
   * Waits as specified by {@link TimeSource#park}, and never returns spuriously.
   *
   * @throws IllegalStateException on the thread that advances, because a scheduled task must not
   *     wait
   */
  @Override
  public void park(Object blocker, long nanos) {
    if (advancing.isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "A scheduled task must not park. Fix: park on a thread from VirtualClock.start");
    }
    if (nanos <= 0) {
      return;
    }
    Thread thread = Thread.currentThread();
    Parking parking = new Parking();
    synchronized (lock) {
      if (permits.remove(thread) || thread.isInterrupted()) {
        return;
      }
      parked.put(thread, parking);
      if (nanos < Long.MAX_VALUE) {
        parking.end = add(nanos, () -> wake(thread, parking));
      }
      crew.parks(thread);
      lock.notifyAll();
    }
    while (!parking.over && !thread.isInterrupted()) {
      LockSupport.park(blocker);
    }
    wake(thread, parking);
  }

  @Override
  public void unpark(Thread thread) {
    synchronized (lock) {
      Parking parking = parked.get(thread);
      if (parking == null) {
        permits.add(thread);
      } else {
        wake(thread, parking);
      }
    }
  }

  @Override
  public Runnable schedule(Runnable task, long delayNanos) {
    synchronized (lock) {
      Agenda.Event event = add(Math.max(0, delayNanos), task);
      return () -> cancel(event);
    }
  }

  /**
   * Starts a daemon thread that belongs to the crew, and returns without waiting for it: threads
   * started in a row reach their first park in any order, unless {@link #awaitQuiet} is called in
   * between. If the body throws, the next {@link #awaitQuiet} or {@link #advance} fails.
   */
  public Thread start(String name, Runnable body) {
    Thread thread = new Thread(() -> runInCrew(body), name);
    thread.setDaemon(true);
    synchronized (lock) {
      crew.join(thread);
    }
    thread.start();
    return thread;
  }

  /** Runs each command on a thread of its own, as {@link #start} does. */
  @Override
  public Executor executor() {
    return command -> start("virtual-time", command);
  }

  /**
   * Blocks until every thread of the crew is parked or has finished. Virtual time does not pass.
   *
   * @throws IllegalStateException if a thread of the crew still runs after 10 seconds of real time,
   *     with its stack; or if one has thrown, with that as the cause
   * @throws CancellationException if the current thread is interrupted while it waits; its
   *     interrupt flag is set
   */
  public void awaitQuiet() {
    synchronized (lock) {
      requireOutside();
      long begin = System.nanoTime();
      while (!crew.isQuiet()) {
        long left = patience.toNanos() - (System.nanoTime() - begin);
        if (left <= 0) {
          throw new IllegalStateException("Not quiet after " + patience + ":" + crew.stacks());
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new CancellationException("Interrupted while waiting for the crew");
        }
      }
      crew.rethrow();
    }
  }

  /**
   * Advances the time, from event to event, and returns when the clock is quiet at the new time. An
   * exception of a task is thrown here, at the time of the task.
   *
   * @throws IllegalArgumentException if the duration is negative
   * @throws IllegalStateException as {@link #awaitQuiet}; or from a scheduled task or a thread of
   *     the crew, which must not advance
   * @throws CancellationException as {@link #awaitQuiet}
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("advance must not be negative, but was " + duration);
    }
    if (advancing.isHeldByCurrentThread()) {
      throw new IllegalStateException("A scheduled task must not advance the clock");
    }
    requireOutside();
    advancing.lock();
    try {
      awaitQuiet();
      long target = Math.addExact(elapsed, duration.toNanos());
      for (Agenda.Event event = step(target); event != null; event = step(target)) {
        event.action().run();
        awaitQuiet();
      }
    } finally {
      advancing.unlock();
    }
  }

  /** The time to the next event; empty if there is none, zero if one is due. */
  public Optional<Duration> next() {
    synchronized (lock) {
      Agenda.Event event = agenda.peek();
      return event == null
          ? Optional.empty()
          : Optional.of(Duration.ofNanos(Math.max(0, event.time() - elapsed)));
    }
  }

  /** Advances to the next event, up to the target; null if the target is reached without one. */
  private Agenda.@Nullable Event step(long target) {
    synchronized (lock) {
      Agenda.Event event = agenda.peek();
      if (event == null || event.time() > target) {
        elapsed = target;
        return null;
      }
      elapsed = event.time();
      agenda.remove(event);
      return event;
    }
  }

  private Agenda.Event add(long delay, Runnable action) {
    long time = delay > Long.MAX_VALUE - elapsed ? Long.MAX_VALUE : elapsed + delay;
    return agenda.add(time, action);
  }

  private void cancel(Agenda.Event event) {
    synchronized (lock) {
      agenda.remove(event);
    }
  }

  /** Ends a park, once: by time, by unpark, or, on the thread itself, by interrupt. */
  private void wake(Thread thread, Parking parking) {
    synchronized (lock) {
      if (!parked.remove(thread, parking)) {
        return;
      }
      if (parking.end != null) {
        agenda.remove(parking.end);
      }
      crew.wakes(thread);
      parking.over = true;
      LockSupport.unpark(thread);
    }
  }

  private void runInCrew(Runnable body) {
    Throwable thrown = null;
    try {
      body.run();
    } catch (Throwable e) {
      thrown = e;
    }
    Thread thread = Thread.currentThread();
    synchronized (lock) {
      crew.leave(thread, thrown);
      permits.remove(thread);
      lock.notifyAll();
    }
  }

  private void requireOutside() {
    synchronized (lock) {
      if (crew.contains(Thread.currentThread())) {
        throw new IllegalStateException(
            "A thread of the crew must neither advance nor await itself");
      }
    }
  }

  /** One stay of a thread in {@link #park}. */
  private static final class Parking {
    volatile boolean over;
    Agenda.@Nullable Event end;
  }
}
