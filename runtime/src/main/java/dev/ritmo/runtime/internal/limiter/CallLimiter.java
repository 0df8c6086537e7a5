package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place where calls wait.
 *
 * <p>Every call admits itself: a blocked thread under its own steam, an asynchronous call on the
 * executor that then runs its body. So the time that is counted lies as close before the departure
 * as can be, and a waiter that vanishes has taken nothing.
 *
 * <p>All state is in {@link #state}, guarded by {@link #gate}.
 */
public final class CallLimiter {

  /** No other call. */
  public static final long NONE = Waiter.NONE;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final boolean isOff;
  private final Gate gate;
  private final LimiterState state;
  private final Permits permits;
  private final Failures failures;

  /** A limiter that runs on this timeline; without limits it only pauses. */
  public CallLimiter(String name, Limits limits, Timeline timeline) {
    this(name, limits, timeline, false);
  }

  private CallLimiter(String name, Limits limits, Timeline timeline, boolean isOff) {
    this.isOff = isOff;
    this.gate = new Gate(name, limits, timeline);
    this.state = gate.state();
    this.permits = new Permits(isOff, gate);
    this.failures = new Failures(isOff, gate);
  }

  /** A limiter that lets everything pass, whatever its limits. */
  static CallLimiter off(String name, Limits limits, Timeline timeline) {
    return new CallLimiter(name, limits, timeline, true);
  }

  /** The name under which methods share it. */
  public String name() {
    return gate.name();
  }

  /** The timeline on which its points in time lie. */
  public Timeline timeline() {
    return state.timeline();
  }

  /** Whether everything passes. */
  public boolean isOff() {
    return isOff;
  }

  /** Tells limiters of a process apart, whatever their names. */
  public long number() {
    return number;
  }

  /** What becomes of its permits. */
  public Permits permits() {
    return permits;
  }

  /** What it hears of the failures of its calls. */
  public Failures failures() {
    return failures;
  }

  Gate gate() {
    return gate;
  }

  /** The limits in force. */
  public Limits limits() {
    return state.limits();
  }

  /** Whether permits must be closed, as they hold slots or tokens. */
  public boolean settles() {
    return !isOff && state.settles();
  }

  /** Whether the limiter has to hear of calls that end, although they hold nothing. */
  public boolean isWatching() {
    return state.watch.isOn();
  }

  /** Whether calls may hold slots, in which others run that they make. */
  public boolean hasSlots() {
    return !isOff && state.hasSlots();
  }

  /** The longest time by which a call can ever count longer than a period, in nanoseconds. */
  public long largestMargin() {
    gate.lock();
    try {
      return state.largestMargin();
    } finally {
      gate.unlock();
    }
  }

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @param key of the call; null for limiters without keys
   * @return the arrival of the call, unique within this limiter
   * @throws IllegalArgumentException if there is no key and should be, or the other way round
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public long acquire(@Nullable Object key, Terms terms) {
    if (isOff) {
      return 0;
    }
    BlockingWaiter waiter;
    Lane lane = gate.lockLane(key);
    try {
      long now = gate.time();
      long arrival = gate.arrive(now);
      if (lane.admitOnArrival(now, arrival, terms.weights())) {
        return arrival;
      }
      waiter = enqueue(lane, arrival, terms, now);
    } finally {
      gate.unlock();
    }
    waiter.await();
    return waiter.arrival;
  }

  /**
   * As {@link #acquire}, of a call that the body of another makes: if that has a slot with the same
   * key, this one runs in it, and goes before all who may wait for it.
   *
   * @param outer the arrival of the other call
   */
  public long acquireWithin(long outer, @Nullable Object key, Terms terms) {
    BlockingWaiter waiter;
    Lane lane = gate.lockLane(key);
    try {
      long now = gate.time();
      long latest = Timeline.after(now, terms.maxWait());
      waiter = new BlockingWaiter(this, gate.arrive(now), terms, now, latest);
      waiter.outer = outer;
      lane.enqueue(waiter, now);
      if (lane.queue().admitIfDue(waiter, now)) { // now, as a call that may not wait has no later
        return waiter.arrival;
      }
    } finally {
      gate.unlock();
    }
    waiter.await();
    return waiter.arrival;
  }

  private BlockingWaiter enqueue(Lane lane, long arrival, Terms terms, long now) {
    long latest = Timeline.after(now, terms.maxWait());
    BlockingWaiter waiter = new BlockingWaiter(this, arrival, terms, now, latest);
    lane.enqueue(waiter, now);
    return waiter;
  }

  /**
   * Admits the current thread again, for another attempt of a call that has been admitted before.
   *
   * @param arrival the first arrival of the call
   * @param notBefore the point in time before which it must not start
   * @param latest the latest point in time at which it may start
   * @param backsOff whether it may start before that if the rejection turns out to mean nothing
   * @param outer the arrival of the call whose body makes it; {@link #NONE} if there is none
   * @return whether it starts before
   * @throws RateLimitExceededException if the turn of the call would come too late
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public boolean reacquire(
      @Nullable Object key,
      long arrival,
      Terms terms,
      long notBefore,
      boolean backsOff,
      long latest,
      long outer) {
    BlockingWaiter waiter = new BlockingWaiter(this, arrival, terms, notBefore, latest);
    waiter.outer = outer;
    waiter.backsOff = backsOff;
    enqueueAgain(key, waiter);
    waiter.await();
    return waiter.isReleased();
  }

  /**
   * Admits a call without a thread that arrives now, or adds it to the line.
   *
   * @param key of the call; null for limiters without keys
   * @param look called, on a thread of the time source, when it should {@link AsyncWaiter#tryAdmit}
   * @throws IllegalArgumentException if there is no key and should be, or the other way round
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  public AsyncWaiter enter(@Nullable Object key, Terms terms, Consumer<AsyncWaiter> look) {
    return enter(key, terms, NONE, look);
  }

  /**
   * As {@link #enter(Object, Terms, Consumer)}, of a call that the body of another makes.
   *
   * @param outer as for {@link #acquireWithin}; {@link #NONE} if there is none
   */
  public AsyncWaiter enter(
      @Nullable Object key, Terms terms, long outer, Consumer<AsyncWaiter> look) {
    if (isOff) {
      return waiter(0, terms, 0, false, 0, NONE, look).admitted();
    }
    Lane lane = gate.lockLane(key);
    try {
      long now = gate.time();
      long latest = Timeline.after(now, terms.maxWait());
      AsyncWaiter waiter = waiter(gate.arrive(now), terms, now, false, latest, outer, look);
      if (outer == NONE && lane.admitOnArrival(now, waiter.arrival, terms.weights())) {
        return waiter.admitted();
      }
      lane.enqueue(waiter, now);
      return outer != NONE && lane.queue().admitIfDue(waiter, now) ? waiter.admitted() : waiter;
    } finally {
      gate.unlock();
    }
  }

  /**
   * A call without a thread that is to {@link #reenter} the line for another attempt.
   *
   * @param arrival its first arrival
   * @param notBefore the point in time before which it must not start
   * @param backsOff whether it may start before that if the rejection turns out to mean nothing
   * @param latest the latest point in time at which it may start
   * @param outer the arrival of the call whose body makes it; {@link #NONE} if there is none
   * @param look called, on a thread of the time source, when it should {@link AsyncWaiter#tryAdmit}
   */
  public AsyncWaiter waiter(
      long arrival,
      Terms terms,
      long notBefore,
      boolean backsOff,
      long latest,
      long outer,
      Consumer<AsyncWaiter> look) {
    AsyncWaiter waiter = new AsyncWaiter(this, arrival, terms, notBefore, latest, look);
    waiter.outer = outer;
    waiter.backsOff = backsOff;
    return waiter;
  }

  /**
   * Adds a call without a thread to the line again.
   *
   * @throws RateLimitExceededException if the turn of the call would come too late
   */
  public void reenter(@Nullable Object key, AsyncWaiter waiter) {
    enqueueAgain(key, waiter);
  }

  private void enqueueAgain(@Nullable Object key, Waiter waiter) {
    Lane lane = gate.lockLane(key);
    try {
      state.tally.retried++;
      lane.enqueue(waiter, gate.time());
    } finally {
      gate.unlock();
    }
  }

  /** How many tokens an answer has at most, as far as the last ones tell. */
  public long expectedOutput() {
    gate.lock();
    try {
      return state.output.most();
    } finally {
      gate.unlock();
    }
  }

  /** Admits nobody before this point in time; an earlier one than in force changes nothing. */
  public void pause(long until) {
    gate.underLock(now -> state.pause(until, now));
  }

  /** Admits nobody for so long; a shorter pause than the one in force changes nothing. */
  public void pause(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be paused for 0 or longer, but %s was given. Fix: leave it out."
              .formatted(name(), ReadableDuration.words(duration)));
    }
    long length = Timeline.nanos(duration);
    gate.underLock(now -> state.pause(Timeline.after(now, length), now));
  }

  /** Ends every pause, and lets calls go that wait for another attempt. */
  public void resume() {
    gate.underLock(state::resume);
  }

  /** Pays for retries by these rules from now on. */
  public void retryBudget(RetryBudget budget) {
    failures.change(budget);
  }

  /** Keeps other limits from now on. */
  public void change(Limits limits) {
    gate.underLock(now -> state.change(limits, now));
  }

  /** Refuses everybody who waits, and every call from now on. */
  public void shutDown() {
    gate.underLock(state::shutDown);
  }

  /** What it is doing now. */
  public LimiterSnapshot snapshot() {
    gate.lock();
    try {
      return state.snapshot(gate.now());
    } finally {
      gate.unlock();
    }
  }
}
