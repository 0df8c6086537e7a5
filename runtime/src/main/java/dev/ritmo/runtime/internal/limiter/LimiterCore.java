package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.LimiterSnapshot;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RetryBudget;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.limiter.feedback.LimiterLog;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.limiter.feedback.UsageReports;
import dev.ritmo.runtime.internal.time.Clock;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.spi.GiveUpCause;
import dev.ritmo.runtime.spi.Signal;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limiter of one process: all of its state is in memory. What it does is done in sections under
 * one lock, see {@link LockedLimiter}.
 */
public class LimiterCore extends LockedLimiter implements Admission {

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final LimiterLanes lanes;
  private final WaitReports waits;
  private final @Nullable UsageReports reports;
  private final AtomicBoolean hasWarnedOfRetries = new AtomicBoolean();
  private volatile boolean hasSlots;

  /** A limiter that runs on this timeline; without limits it only pauses. */
  public LimiterCore(String name, Limits limits, Timeline timeline) {
    super(name, limits, timeline);
    this.lanes = underLock(LimiterState::lanes);
    this.waits = underLock(LimiterState::waits);
    this.reports = lanes.tracksPermits() ? new UsageReports(name) : null;
    this.hasSlots = limits.hasSlots();
  }

  @Override
  BlockingWaiter waiter(long now, long arrival, Terms terms) {
    return new BlockingWaiter(this, terms, attempt(now, arrival, terms, NO_CALL, false));
  }

  private static Attempt attempt(
      long now, long arrival, Terms terms, long outer, boolean isInPlace) {
    long first = terms.first() == Terms.NOW ? arrival : Math.min(terms.first(), now);
    long latest = Timeline.after(Math.min(first, now), terms.maxWait());
    return new Attempt(arrival, first, now, latest, false, outer, isInPlace, null);
  }

  /** The attempt of a call that arrives, after it has taken the places that it replaces. */
  private Attempt attempt(Clock arrivals, long now, Lane lane, Terms terms, Enclosing enclosing) {
    boolean isInPlace = enclosing.giveBack(now, this, lane, lanes.keyed());
    return attempt(now, arrivals.arrive(now), terms, enclosing.outer(), isInPlace);
  }

  @Override
  public long admitWithin(@Nullable Object key, Terms terms, Enclosing enclosing) {
    BlockingWaiter waiter =
        arrive(
            key,
            (arrivals, now, lane) -> {
              Attempt attempt = attempt(arrivals, now, lane, terms, enclosing);
              BlockingWaiter nested = new BlockingWaiter(this, terms, attempt);
              lane.enqueue(now, nested);
              nested.lookedOnArrival(lane.look(now, nested));
              return nested;
            });
    waiter.await();
    return waiter.arrival;
  }

  @Override
  public boolean readmit(@Nullable Object key, Terms terms, Attempt attempt) {
    BlockingWaiter waiter = new BlockingWaiter(this, terms, attempt);
    enqueueAgain(key, waiter);
    waiter.await();
    return waiter.isReleased();
  }

  @Override
  public AsyncWaiter enter(
      @Nullable Object key, Terms terms, Enclosing enclosing, Consumer<AsyncWaiter> look) {
    return arrive(
        key,
        (arrivals, now, lane) -> {
          Attempt attempt = attempt(arrivals, now, lane, terms, enclosing);
          AsyncWaiter waiter = waiter(terms, attempt, look);
          boolean isNested = !enclosing.isNone();
          if (!isNested && lane.admitOnArrival(now, waiter.arrival, terms.weights())) {
            counters(terms).admit();
            return waiter.admitted();
          }
          lane.enqueue(now, isNested ? waiter.lookingOnArrival() : waiter);
          return isNested && lane.look(now, waiter) ? waiter.admitted() : waiter;
        });
  }

  @Override
  public AsyncWaiter waiter(Terms terms, Attempt attempt, Consumer<AsyncWaiter> look) {
    return new AsyncWaiter(this, terms, attempt, look);
  }

  @Override
  public void reenter(@Nullable Object key, AsyncWaiter waiter) {
    enqueueAgain(key, waiter);
  }

  private void enqueueAgain(@Nullable Object key, Waiter waiter) {
    Lane unused =
        arrive(
            key,
            (arrivals, now, lane) -> {
              waits.retried(now, waiter);
              lane.enqueue(now, waiter);
              return lane;
            });
  }

  @Override
  public void giveBack(@Nullable Object key, long arrival, Terms terms) {
    runOfCall(
        key,
        arrival,
        (state, lane) -> state.giveBack(lane, arrival, terms.weights(), counters(terms)));
  }

  @Override
  public boolean settle(@Nullable Object key, long arrival, Usage usage) {
    boolean isPossible = usage.isPossible(limits());
    if (reports != null && isPossible) {
      reports.reported();
    } else if (reports != null) {
      reports.ignored(usage);
    }
    Usage counted = isPossible ? usage : Usage.NONE;
    return ofCall(key, arrival, (state, lane) -> state.settle(lane, arrival, counted));
  }

  @Override
  public void settleByResult(@Nullable Object key, long arrival, @Nullable Object result) {
    Usage usage = reports == null ? null : reports.of(result);
    if (usage != null) {
      boolean unused = settle(key, arrival, usage);
    }
  }

  @Override
  public void observe(@Nullable Object key, long arrival, Observation seen) {
    if (seen.isPlausible()) {
      runOfCall(key, arrival, (state, lane) -> state.observe(lane, arrival, seen));
    } else {
      LimiterLog.implausible(name(), seen);
    }
  }

  @Override
  public BackOffAdvice failed(@Nullable Object key, long arrival, Terms terms, Signal signal) {
    return ofCall(
        key,
        arrival,
        (state, lane) -> state.failed(lane, arrival, terms.weights(), counters(terms), signal));
  }

  @Override
  public void pauseAccount(@Nullable Object key, long arrival, long until) {
    runOfCall(key, arrival, (state, lane) -> state.pauseForBackOff(lane, until));
  }

  @Override
  public long departure(@Nullable Object key, long arrival) {
    return ofCall(key, arrival, (state, lane) -> lane.calls().departure(arrival));
  }

  @Override
  public void countFailure(Terms terms, Signal.Reason reason) {
    runUnderLock(state -> counters(terms).fail(reason));
  }

  @Override
  public void gaveUp(Terms terms, Signal signal, int attempts, GiveUpCause cause) {
    runUnderLock(state -> state.gaveUp(counters(terms), signal, attempts, cause));
  }

  @Override
  public void pause(long until) {
    runUnderLock(state -> state.pause(until));
  }

  @Override
  public void pauseFor(long nanos) {
    runUnderLock(state -> state.pauseFor(nanos));
  }

  @Override
  public void resume() {
    runUnderLock(LimiterState::resume);
  }

  @Override
  public void change(Limits limits) {
    runUnderLock(state -> state.change(limits));
    if (limits.hasSlots()) {
      hasSlots = true;
    }
  }

  @Override
  public void shutDown() {
    runUnderLock(LimiterState::shutDown);
  }

  @Override
  public void reopen() {
    runUnderLock(LimiterState::reopen);
  }

  @Override
  public LimiterSnapshot snapshot() {
    return underLock(
        state -> {
          LimiterSnapshot shown = LimiterSnapshots.of(name(), state.now(), timeline(), state);
          state.flushEvents();
          return shown;
        });
  }

  @Override
  public long largestMargin() {
    return underLock(state -> lanes.largestMargin());
  }

  @Override
  public long expectedOutput() {
    return underLock(LimiterState::expectedOutput);
  }

  @Override
  public CallCounters counters(String method) {
    return underLock(state -> state.counters().of(method));
  }

  @Override
  public boolean drawRetry(Terms terms) {
    return underLock(state -> state.drawRetry(counters(terms)));
  }

  @Override
  public void overrideRetries(UnaryOperator<RetryBudget> budgets) {
    runUnderLock(state -> state.feedback().retries().override(budgets));
  }

  @Override
  public void changeRetries(RetryBudget budget) {
    runUnderLock(state -> state.feedback().retries().change(budget));
  }

  @Override
  public long number() {
    return number;
  }

  @Override
  public Limits limits() {
    return lanes.limits();
  }

  @Override
  public boolean isOff() {
    return false;
  }

  @Override
  public boolean tracksPermits() {
    return reports != null;
  }

  @Override
  public boolean hasSlots() {
    return hasSlots;
  }

  @Override
  public boolean hasRetryWarning() {
    return !hasWarnedOfRetries.get();
  }

  @Override
  public boolean takeRetryWarning() {
    return hasWarnedOfRetries.compareAndSet(false, true);
  }
}
