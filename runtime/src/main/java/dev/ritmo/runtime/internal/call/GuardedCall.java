package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.retry.FailedAttempt;
import dev.ritmo.runtime.internal.retry.Mark;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.time.Timeline;
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
  private long arrival;
  private @Nullable CallAttempts attempts;

  private GuardedCall(
      MethodGuard guard, @Nullable Object key, Terms terms, @Nullable Observation observation) {
    this.guard = guard;
    this.key = key;
    this.terms = terms;
    this.observation = observation;
  }

  /** A call that starts now. */
  static GuardedCall started(MethodGuard guard, @Nullable Object key, Terms terms) {
    Observation observation = guard.observe();
    Terms watched = observation == null ? terms : terms.watchedBy(observation::waits);
    return new GuardedCall(guard, key, watched, observation);
  }

  /** A call that was already admitted, without observers. */
  static GuardedCall admitted(MethodGuard guard, Terms terms, long arrival) {
    GuardedCall call = new GuardedCall(guard, null, terms, null);
    call.arrival = arrival;
    return call;
  }

  /**
   * Admits the call on the current thread, and blocks until its turn if it has to wait.
   *
   * @return the arrival of the call, the same in all its attempts
   * @throws RateLimitExceededException if its turn would come after its maximum wait
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public long admit() {
    Observation observed = observation;
    arrival = observed == null ? admitNow() : admitObserved(observed);
    return arrival;
  }

  private long admitNow() {
    return guard.tracksPermits()
        ? MethodGuard.admitTracked(guard.limiter(), key, terms)
        : guard.limiter().admit(key, terms);
  }

  private long admitObserved(Observation observed) {
    long number;
    try {
      number = admitNow();
    } catch (Throwable refusal) {
      observed.threw(refusal);
      throw refusal;
    }
    observed.attempts();
    return number;
  }

  /** The asynchronous call was admitted. */
  void admitted(long number) {
    arrival = number;
  }

  /**
   * The body has succeeded, and the call is not {@link #done} yet: settles with the tokens that the
   * result reports, if tokens are limited.
   */
  public void used(@Nullable Object result) {
    Admission limiter = guard.limiter();
    if (guard.tracksPermits() && limiter.limits().limitsTokens()) {
      settle(limiter, guard.program(), key, arrival, result);
    }
  }

  /** Static, so that the lambda does not capture the call, which then need not be allocated. */
  private static void settle(
      Admission limiter,
      @Nullable Class<?> program,
      @Nullable Object key,
      long arrival,
      @Nullable Object result) {
    Program.during(
        program,
        () -> {
          limiter.settleByResult(key, arrival, result);
          return null;
        });
  }

  /** The body has succeeded. */
  public void done() {
    Observation observed = observation;
    if (observed != null) {
      observed.bodyLeft();
    }
    if (guard.reportsEnds()) {
      MethodGuard.close(guard.limiter(), key, arrival, terms, Inference.Outcome.SERVED);
    }
    if (observed != null) {
      observed.returned();
    }
  }

  /**
   * The body has failed: blocks until the next attempt, or ends the call by throwing the failure.
   *
   * @throws InterruptedWaitException if the thread is interrupted while it waits
   */
  public void retry(Throwable failure) {
    CallAttempts all = judge(failure, Mark.currentThread(), true);
    if (all == null) {
      throw rethrow(failure);
    }
    boolean isReleased;
    try {
      isReleased = readmit(all);
    } catch (RateLimitExceededException refusal) {
      refused(all, failure, refusal);
      throw rethrow(failure);
    } catch (InterruptedWaitException interrupted) {
      interrupted.addSuppressed(failure);
      all.interrupted(interrupted);
      threw(interrupted);
      throw interrupted;
    } catch (RuntimeException | Error broken) { // equals or hashCode of its key fails
      threw(broken);
      throw broken;
    }
    if (observation != null) {
      observation.attempts();
    }
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
      observation.refused(refusal);
      observation.gaveUp(failure);
    }
  }

  /** Waits for another attempt; returns whether its back-off ended early. */
  private boolean readmit(CallAttempts all) {
    Admission limiter = guard.limiter();
    boolean isReleased = limiter.readmit(key, terms, all.next(latest(all), Nesting.outer(limiter)));
    if (limiter.hasSlots()) {
      Nesting.enter(limiter, arrival);
    }
    return isReleased;
  }

  /**
   * An attempt of an asynchronous call has failed.
   *
   * @param isRepeatable whether its body may run again
   * @return its attempts if another one is due; null if this was the last
   */
  @Nullable CallAttempts failed(Throwable failure, boolean isRepeatable) {
    return judge(failure, Mark.NO_THREAD, isRepeatable);
  }

  private @Nullable CallAttempts judge(Throwable failure, long thread, boolean isRepeatable) {
    if (observation != null) {
      observation.bodyLeft();
      observation.failed(failure);
    }
    attempts = guard.limiter().isOff() ? null : next(failure, thread, isRepeatable);
    if (attempts == null && observation != null) {
      observation.gaveUp(failure);
    }
    return attempts;
  }

  private @Nullable CallAttempts next(Throwable failure, long thread, boolean isRepeatable) {
    Admission limiter = guard.limiter();
    FailedAttempt failed =
        new FailedAttempt(limiter, guard.retry(), key, terms, arrival, thread, isRepeatable);
    CallAttempts before = attempts;
    try {
      return Program.during(guard.program(), () -> failed.judge(failure, before));
    } finally {
      if (guard.reportsEnds()) {
        MethodGuard.close(limiter, key, arrival, terms, Inference.Outcome.UNKNOWN);
      }
    }
  }

  /** Runs a body, with retries. */
  public <T> T run(CallBody<T> body) throws Exception {
    long number = admit();
    while (true) {
      try {
        T result = body.run(number);
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
        number -> {
          T result = body.call();
          used(result);
          return result;
        });
  }

  /** Starts the call, as {@link MethodGuard#start(Callable)} does. */
  public CompletableFuture<Object> start(Callable<?> body) {
    return startBody(body::call);
  }

  CompletableFuture<Object> startBody(AsyncBody body) {
    return new AsyncCall(this, body).start();
  }

  MethodGuard guard() {
    return guard;
  }

  /** The view of its observers; null if there are none. */
  @Nullable Observation observation() {
    return observation;
  }

  @Nullable Object key() {
    return key;
  }

  Terms terms() {
    return terms;
  }

  long arrival() {
    return arrival;
  }

  /** The latest time at which the next attempt may start. */
  long latest(CallAttempts all) {
    long latest = Timeline.after(all.notBefore(), terms.maxWait());
    Retry retry = guard.retry();
    return retry == null ? latest : Math.min(latest, retry.deadline(arrival));
  }

  /** Throws the exception of the body, which may be checked although it is not declared here. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
