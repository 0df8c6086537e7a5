package dev.ritmo.runtime.internal.limiter;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.time.Clock;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Watch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a limiter, and the only way to what it guards.
 *
 * <p><b>What is guarded.</b> Everything below this class ({@link LimiterState}, lanes, queues,
 * limits, counters) is plain code that knows of no threads. It is reachable only through the
 * sections here. Most hold the lock for some nanoseconds; those that look at every lane or waiting
 * call hold it longer. Of foreign code only the clock runs in a section: keys are compared before
 * it ({@link LaneRegistry}); threads and timers are woken, and lines are logged, after it ({@link
 * LimiterLock.FollowUp}). No thread waits in a section either.
 *
 * <p><b>Who wakes whom.</b> Every call admits itself: a blocked thread under its own steam, an
 * asynchronous call on the executor that then runs its body. So the time that is counted lies as
 * close to the departure of the request as can be, and a waiter that vanishes has taken nothing. In
 * each lane at most three calls are timed ({@link TimedCalls}); all others sleep until one of these
 * leaves. With limits over all keys, the first call of the first key is timed ({@link
 * KeyRotation}).
 *
 * <p><b>Why forecasts may be pessimistic.</b> A call that would miss its deadline is refused on
 * arrival, which needs the turns of all calls ahead ({@link Forecast}). Computing them anew each
 * time that a call leaves or gives something back would cost as much as all the rest, so turns may
 * be overestimated in the meantime; they are computed anew before a call is refused because of
 * them.
 */
abstract class LockedLimiter {

  private final String name;
  private final Timeline timeline;
  private final Watch watch = new Watch();
  private final LimiterLock lock;
  private final Lane main;
  private final @Nullable LaneRegistry keyed;
  private final CallCounters ofPrograms;

  @GuardedBy("lock")
  private final Clock clock;

  @GuardedBy("lock")
  private final LimiterState state;

  LockedLimiter(String name, Limits limits, Timeline timeline) {
    this.name = name;
    this.timeline = timeline;
    this.clock = new Clock(timeline);
    this.state = new LimiterState(name, limits, timeline, clock, watch);
    this.lock = state.lock();
    this.main = state.lanes().main();
    this.keyed = state.lanes().keyed();
    this.ofPrograms = state.counters().ofPrograms();
  }

  /** The name under which methods share it. */
  public final String name() {
    return name;
  }

  /** The timeline on which its points in time lie. */
  public final Timeline timeline() {
    return timeline;
  }

  /** Whether the limiter must be told of calls that end, although they hold nothing. */
  public boolean isWatching() {
    return watch.isOn();
  }

  /** Where a call on these terms is counted. */
  public CallCounters counters(Terms terms) {
    CallCounters own = terms.counters();
    return own == null ? ofPrograms : own;
  }

  /** Makes a waiter for a call that arrives and cannot go at once. */
  abstract BlockingWaiter waiter(long now, long arrival, Terms terms);

  /** Admits a call of the current thread, which waits if it has to; returns its arrival. */
  public long admit(@Nullable Object key, Terms terms) {
    Lane found = find(key);
    while (true) {
      BlockingWaiter waiter = null;
      lock.lock();
      try {
        long now = clock.read();
        Lane lane = enter(now, found);
        if (lane != null) {
          long arrival = clock.arrive(now);
          if (lane.admitOnArrival(now, arrival, terms.weights())) {
            counters(terms).admit();
            return arrival;
          }
          waiter = waiter(now, arrival, terms);
          lane.enqueue(now, waiter);
        }
      } finally {
        lock.unlock();
      }
      if (waiter != null) {
        waiter.await();
        return waiter.arrival;
      }
      found = findAgain(key, found);
    }
  }

  /** What is done with a call that arrives. */
  @FunctionalInterface
  interface Arrival<T> {
    T arrive(Clock arrivals, long now, Lane lane);
  }

  /** A section for a call that arrives, in the lane of its key. */
  final <T> T arrive(@Nullable Object key, Arrival<T> arrival) {
    Lane found = find(key);
    while (true) {
      lock.lock();
      try {
        long now = clock.read();
        Lane lane = enter(now, found);
        if (lane != null) {
          return arrival.arrive(clock, now, lane);
        }
      } finally {
        lock.unlock();
      }
      found = findAgain(key, found);
    }
  }

  private Lane find(@Nullable Object key) {
    if (keyed != null) {
      return keyed.find(key);
    }
    if (key != null) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" has no keys, but the call has one. Fix: leave it out, or give the limiter limits per key."
              .formatted(name));
    }
    return main;
  }

  /** The lane that a call enters; null if the one that was found has been forgotten. */
  @GuardedBy("lock")
  private @Nullable Lane enter(long now, Lane found) {
    return keyed == null ? found : keyed.enter(now, found);
  }

  private Lane findAgain(@Nullable Object key, Lane forgotten) {
    if (keyed == null) {
      return main;
    }
    keyed.remove(key, forgotten);
    return keyed.find(key);
  }

  /** A waiting call looks again; see {@link Admission#lookAgain}. */
  public boolean lookAgain(Waiter waiter) {
    lock.lock();
    try {
      return waiter.place().look(clock.read(), waiter);
    } finally {
      lock.unlock();
    }
  }

  /** Why a waiting call waits; see {@link Admission#expectedWait}. */
  public ExpectedWait expectedWait(Waiter waiter) {
    lock.lock();
    try {
      return waiter.place().expectedWait(clock.read(), waiter);
    } finally {
      lock.unlock();
    }
  }

  /** With what a waiting call would be refused; see {@link Admission#refusal}. */
  public RateLimitExceededException refusal(Waiter waiter) {
    return underLock(of -> waiter.place().refusal(of.now(), waiter));
  }

  /** A waiting call gives up; see {@link Admission#leave}. */
  public final boolean leave(Waiter waiter) {
    lock.lock();
    try {
      return waiter.isPlaced() && waiter.place().leave(clock.read(), waiter);
    } finally {
      lock.unlock();
    }
  }

  /** What is done with a call that was admitted. */
  @FunctionalInterface
  interface CallSection<T> {
    T run(LimiterState state, Lane lane);
  }

  /** A section for a call that was admitted, in the lane where it was. */
  final <T> T ofCall(@Nullable Object key, long arrival, CallSection<T> section) {
    Lane found = findAny(key);
    while (true) {
      lock.lock();
      try {
        Lane lane = whereAdmitted(found, arrival);
        if (lane != null) {
          return section.run(state, lane);
        }
      } finally {
        lock.unlock();
      }
      found = findAnyAgain(key, found);
    }
  }

  /** Closes a permit; spelt out, as this must not allocate. */
  public void close(@Nullable Object key, long arrival, Terms terms, Inference.Outcome outcome) {
    Lane found = findAny(key);
    boolean isFound = false;
    while (!isFound) {
      lock.lock();
      try {
        Lane lane = whereAdmitted(found, arrival);
        isFound = lane != null;
        if (lane != null) {
          state.ended(lane, arrival, terms.weights(), outcome);
        }
      } finally {
        lock.unlock();
      }
      found = isFound ? found : findAnyAgain(key, found);
    }
  }

  private Lane findAny(@Nullable Object key) {
    return keyed == null ? main : keyed.findAny(key);
  }

  private Lane findAnyAgain(@Nullable Object key, Lane forgotten) {
    if (keyed == null) {
      return main;
    }
    keyed.remove(key, forgotten);
    return keyed.findAny(key);
  }

  /** The lane in which a call was admitted; null if the one that was found has been forgotten. */
  @GuardedBy("lock")
  private @Nullable Lane whereAdmitted(Lane found, long arrival) {
    return keyed == null ? found : keyed.whereAdmitted(clock.lastRead(), found, arrival);
  }

  /** As {@link #ofCall}, without a result. */
  final void runOfCall(@Nullable Object key, long arrival, BiConsumer<LimiterState, Lane> section) {
    Lane unused =
        ofCall(
            key,
            arrival,
            (within, lane) -> {
              section.accept(within, lane);
              return lane;
            });
  }

  /** A section for the whole limiter. */
  final <T> T underLock(Function<LimiterState, T> section) {
    lock.lock();
    try {
      return section.apply(state);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #underLock}, without a result. */
  final void runUnderLock(Consumer<LimiterState> section) {
    lock.lock();
    try {
      section.accept(state);
    } finally {
      lock.unlock();
    }
  }
}
