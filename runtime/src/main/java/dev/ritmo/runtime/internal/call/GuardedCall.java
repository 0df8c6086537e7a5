package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.retry.FailedAttempt;
import dev.ritmo.runtime.internal.retry.Mark;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.window.Inference;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call: what it asks for, when it arrived, and its attempts once it has failed. Used by one
 * thread at a time, and handed on from step to step where it holds no thread.
 *
 * <p>A woven method admits, runs its body, and then calls {@link #done} or {@link #retry}, which
 * returns when the body is to run again. {@link #run} is the same in plain Java.
 */
public final class GuardedCall {

  private final MethodGuard guard;
  private final @Nullable Object key;
  private final Terms terms;
  private long arrival;
  private @Nullable CallAttempts attempts;

  GuardedCall(MethodGuard guard, @Nullable Object key, Terms terms) {
    this(guard, key, terms, 0);
  }

  GuardedCall(MethodGuard guard, @Nullable Object key, Terms terms, long arrival) {
    this.guard = guard;
    this.key = key;
    this.terms = terms;
    this.arrival = arrival;
  }

  /**
   * Admits the call on the current thread, which waits if it has to.
   *
   * @return the arrival of the call, the same in all its attempts
   * @throws RateLimitExceededException if its turn would come later than it may wait
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public long admit() {
    arrival =
        guard.tracksPermits()
            ? MethodGuard.admitTracked(guard.limiter(), key, terms)
            : guard.limiter().acquire(key, terms);
    return arrival;
  }

  /** The call has been admitted without a thread. */
  void admitted(long number) {
    arrival = number;
  }

  /**
   * The body has ended well, and the call is not {@link #done} yet: settles with the tokens that
   * the result reports, if tokens are limited.
   */
  public void used(@Nullable Object result) {
    CallLimiter limiter = guard.limiter();
    if (guard.tracksPermits() && limiter.limits().limitsTokens()) {
      settle(limiter, guard.program(), key, arrival, result);
    }
  }

  /** Static, so that the lambda does not keep the call, which need not be allocated then. */
  private static void settle(
      CallLimiter limiter,
      @Nullable Class<?> program,
      @Nullable Object key,
      long arrival,
      @Nullable Object result) {
    Program.during(
        program,
        () -> {
          limiter.permits().settle(key, arrival, result);
          return null;
        });
  }

  /** The body has ended well. */
  public void done() {
    if (guard.isToldOfEnds()) {
      MethodGuard.close(guard.limiter(), key, arrival, terms, Inference.Outcome.SERVED);
    }
  }

  /**
   * The body has failed: waits for the next attempt, or ends the call by throwing the failure.
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
      all.refused(failure, refusal);
      throw rethrow(failure);
    } catch (InterruptedWaitException interrupted) {
      interrupted.addSuppressed(failure);
      all.interrupted(interrupted);
      throw interrupted;
    }
    all.begin(isReleased);
  }

  /** Waits for another attempt; returns whether it starts before its back-off was over. */
  private boolean readmit(CallAttempts all) {
    CallLimiter limiter = guard.limiter();
    boolean isReleased =
        limiter.reacquire(
            key, arrival, terms, all.notBefore(), all.backsOff(), latest(all), outer());
    if (limiter.hasSlots()) {
      Nesting.enter(limiter, arrival);
    }
    return isReleased;
  }

  /**
   * An attempt of a call that holds no thread has failed.
   *
   * @param isRepeatable whether its body may run again
   * @return its attempts if another one is due; null if this was the last
   */
  @Nullable CallAttempts failed(Throwable failure, boolean isRepeatable) {
    return judge(failure, Mark.NO_THREAD, isRepeatable);
  }

  private @Nullable CallAttempts judge(Throwable failure, long thread, boolean isRepeatable) {
    CallLimiter limiter = guard.limiter();
    if (limiter.isOff()) {
      return null;
    }
    FailedAttempt failed =
        new FailedAttempt(
            limiter, guard.retry(), key, terms.weights(), arrival, thread, isRepeatable);
    CallAttempts before = attempts;
    try {
      attempts = Program.during(guard.program(), () -> failed.judge(failure, before));
      return attempts;
    } finally {
      if (guard.isToldOfEnds()) {
        MethodGuard.close(limiter, key, arrival, terms, Inference.Outcome.UNKNOWN);
      }
    }
  }

  /** Runs a body in as many attempts as it takes. */
  public <T> T run(Body<T> body) throws Exception {
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

  /** As {@link #run(Body)}, of a body whose result reports what it has used. */
  public <T> T run(Callable<T> body) throws Exception {
    return run(
        number -> {
          T result = body.call();
          used(result);
          return result;
        });
  }

  /** What a call of a program runs. */
  @FunctionalInterface
  public interface Body<T> {

    /** Runs it once; the call is known by its arrival. */
    T run(long arrival) throws Exception;
  }

  /** Starts the call as {@link MethodGuard#start(Callable)} does. */
  public CompletableFuture<Object> start(Callable<?> body) {
    return startBody(body::call);
  }

  CompletableFuture<Object> startBody(AsyncBody body) {
    return new AsyncCall(this, body).start();
  }

  MethodGuard guard() {
    return guard;
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

  /** The call whose body makes this one on the current thread. */
  long outer() {
    CallLimiter limiter = guard.limiter();
    return limiter.hasSlots() ? Nesting.within(limiter) : CallLimiter.NONE;
  }

  /** The latest time at which the next attempt may start. */
  long latest(CallAttempts all) {
    long latest = Timeline.after(all.notBefore(), terms.maxWait());
    Retry retry = guard.retry();
    return retry == null ? latest : Math.min(latest, retry.deadline(arrival));
  }

  /** Throws what the body threw, which may be checked without being declared here. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
