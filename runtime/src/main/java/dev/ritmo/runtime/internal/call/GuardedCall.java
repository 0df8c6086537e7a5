package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.retry.FailedAttempt;
import dev.ritmo.runtime.internal.retry.Mark;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import dev.ritmo.runtime.internal.window.Inference;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call: what it requests, when it arrived, and its attempts after a failure. Used by one thread
 * at a time; an asynchronous call is passed from thread to thread.
 *
 * <p>A woven method admits, runs its body, and then calls {@link #done} or {@link #retry}, which
 * returns when the body should run again. {@link #run} does the same in plain Java.
 */
public final class GuardedCall {

  private final MethodGuard guard;
  private final @Nullable Object key;
  private final Terms terms;
  private final @Nullable Observation observation;
  private final Enclosing replaced;

  /** Its own place, which a request in its body may take; null if none can. */
  private final @Nullable CallPlace place;

  private long arrival;
  private @Nullable CallAttempts attempts;

  private GuardedCall(
      MethodGuard guard,
      @Nullable Object key,
      Terms terms,
      @Nullable Observation observation,
      Enclosing replaced,
      @Nullable CallPlace place) {
    this.guard = guard;
    this.key = key;
    this.terms = terms;
    this.observation = observation;
    this.replaced = replaced;
    this.place = place;
  }

  /** A call that starts now. */
  static GuardedCall started(MethodGuard guard, @Nullable Object key, Terms terms) {
    return started(guard, key, terms, Enclosing.NONE);
  }

  /** A request that starts now, in the bodies of the calls that the current thread runs. */
  static GuardedCall request(MethodGuard guard, @Nullable Object key, Terms terms) {
    return started(guard, key, terms, EnclosingCalls.replacedBy(guard.limiter(), key));
  }

  private static GuardedCall started(
      MethodGuard guard, @Nullable Object key, Terms terms, Enclosing replaced) {
    Observation observation = guard.observe();
    Terms watched = observation == null ? terms : terms.watchedBy(observation);
    CallPlace place = EnclosingCalls.areTracked() ? new CallPlace(guard, key, watched) : null;
    return new GuardedCall(guard, key, watched, observation, replaced, place);
  }

  /** A call that was already admitted, without observers. */
  static GuardedCall admitted(MethodGuard guard, Terms terms, long arrival) {
    GuardedCall call = new GuardedCall(guard, null, terms, null, Enclosing.NONE, null);
    call.arrival = arrival;
    return call;
  }

  /**
   * Admits the call on the current thread, and blocks until its turn if it has to wait.
   *
   * @return the arrival of the call
   * @throws RateLimitExceededException if its turn would come after its maximum wait
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public long admit() {
    try {
      admitted(admitNow());
    } catch (Throwable refusal) {
      threw(refusal);
      throw refusal;
    }
    bodyStarts();
    return arrival;
  }

  private long admitNow() {
    if (!replaced.isNone()) {
      return CallSteps.admitWithin(guard.limiter(), key, terms, replaced);
    }
    return guard.tracksPermits()
        ? CallSteps.admitTracked(guard.limiter(), key, terms)
        : guard.limiter().admit(key, terms);
  }

  /** An attempt of the call was admitted. */
  void admitted(long number) {
    arrival = number;
    if (place != null) {
      place.admitted(number);
    }
  }

  /** The current thread starts to run the body. */
  void bodyStarts() {
    if (place != null) {
      EnclosingCalls.enter(place);
    }
    if (observation != null) {
      observation.attempts();
    }
  }

  /** The current thread has left the body. */
  void bodyLeft() {
    if (place != null) {
      EnclosingCalls.leave(place);
    }
    if (observation != null) {
      observation.bodyLeft();
    }
  }

  /** Before it is {@link #done}: settles with the tokens that the result reports, if limited. */
  public void used(@Nullable Object result) {
    if (guard.tracksPermits() && (place == null || !place.countsRequests())) {
      CallSteps.settle(guard.limiter(), guard.program(), key, arrival, result);
    }
  }

  /** The body has succeeded. */
  public void done() {
    bodyLeft();
    close(Inference.Outcome.SERVED);
    if (observation != null) {
      observation.returned();
    }
  }

  private void close(Inference.Outcome outcome) {
    if (place != null) {
      place.end(outcome);
    } else if (guard.reportsEnds()) {
      CallSteps.close(guard.limiter(), key, arrival, terms, outcome);
    }
  }

  /**
   * The body has failed: blocks until the next attempt, or ends the call by throwing the failure.
   *
   * @throws InterruptedWaitException if the thread is interrupted while it waits
   */
  public void retry(Throwable failure) {
    CallAttempts all = judge(failure, Mark.currentThread(), null);
    if (all == null) {
      throw CallSteps.rethrow(failure);
    }
    boolean isReleased;
    try {
      isReleased = CallSteps.readmit(guard.limiter(), key, terms, arrival, all);
    } catch (RateLimitExceededException refusal) {
      refused(all, failure, refusal);
      throw CallSteps.rethrow(failure);
    } catch (InterruptedWaitException interrupted) {
      interrupted.addSuppressed(failure);
      all.interrupted(interrupted);
      threw(interrupted);
      throw interrupted;
    } catch (RuntimeException | Error broken) { // equals or hashCode of its key fails
      threw(broken);
      throw broken;
    }
    admitted(arrival);
    bodyStarts();
    all.begin(isReleased);
  }

  private void threw(Throwable failure) {
    if (observation != null) {
      observation.threw(failure);
    }
  }

  /** The limiter has refused the next attempt; the call ends with the last failure. */
  void refused(CallAttempts all, Throwable failure, RateLimitExceededException refusal) {
    all.refused(failure, refusal);
    if (observation != null) {
      observation.refused(failure, refusal);
    }
  }

  /**
   * An attempt of an asynchronous call has failed.
   *
   * @param noRepeat why its body must not run again; null if it may
   * @return its attempts if another one is due; null if this was the last
   */
  @Nullable CallAttempts failed(Throwable failure, @Nullable NoRepeat noRepeat) {
    return judge(failure, Mark.NO_THREAD, noRepeat);
  }

  private @Nullable CallAttempts judge(
      Throwable failure, long thread, @Nullable NoRepeat noRepeat) {
    bodyLeft();
    CallAttempts due = null;
    try {
      due = guard.limiter().isOff() ? null : next(failure, thread, noRepeat);
    } finally {
      if (observation != null) {
        observation.failed(failure, due != null);
      }
    }
    attempts = due;
    return due;
  }

  private @Nullable CallAttempts next(Throwable failure, long thread, @Nullable NoRepeat noRepeat) {
    NoRepeat known = noRepeat == null && place != null ? place.noRepeat() : noRepeat;
    FailedAttempt failed =
        new FailedAttempt(guard.limiter(), guard.retry(), key, terms, arrival, thread, known);
    try {
      return Program.during(guard.program(), () -> failed.judge(failure, attempts));
    } finally {
      close(Inference.Outcome.UNKNOWN);
    }
  }

  /** Runs a body, with retries. */
  public <T> T run(CallBody<T> body) throws Exception {
    admit();
    while (true) {
      try {
        T result = body.run(this);
        done();
        return result;
      } catch (Throwable failure) {
        retry(failure);
      }
    }
  }

  /** As {@link #run(CallBody)}, for a body whose result reports the tokens used. */
  public <T> T run(Callable<T> body) throws Exception {
    return run(
        made -> {
          T result = body.call();
          used(result);
          return result;
        });
  }

  /** Starts the call, as {@link MethodGuard#start(Callable)} does. */
  public CompletableFuture<Object> start(Callable<?> body) {
    return new AsyncCall(this, made -> body.call()).start();
  }

  /** Runs code that hears what the body has returned, now or later. */
  void handOn(Runnable signal) {
    EnclosingCalls.handOn(place, signal);
  }

  /** The guard of all calls of its kind. */
  public MethodGuard guard() {
    return guard;
  }

  /** The view of its observers; null if there are none. */
  @Nullable Observation observation() {
    return observation;
  }

  /** Its key; null if it has none. */
  public @Nullable Object key() {
    return key;
  }

  /** What it requests. */
  public Terms terms() {
    return terms;
  }

  /** Its first arrival, which identifies it. */
  public long arrival() {
    return arrival;
  }

  /** The calls that it replaces as their request. */
  Enclosing replaced() {
    return replaced;
  }
}
