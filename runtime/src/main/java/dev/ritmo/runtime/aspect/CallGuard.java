package dev.ritmo.runtime.aspect;

import dev.ritmo.rules.Defaults;
import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Limiters;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.retry.CallAttempts;
import dev.ritmo.runtime.internal.retry.FailedAttempt;
import dev.ritmo.runtime.internal.retry.Mark;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.GovernedMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What stands around one governed method: its limiter, and when its failed calls are tried again.
 * Immutable, and safe for use by many threads.
 */
public final class CallGuard {

  /** Lets every call pass: of a method that is woven only because a pointcut cannot spare it. */
  static final CallGuard SPARED =
      new CallGuard(
          true,
          new CallLimiter("", Limits.of(), Limiters.current().timeline()),
          null,
          Terms.oneCall(0),
          null,
          null,
          null,
          null);

  private final boolean isSpared;
  private final boolean settles;
  private final CallLimiter limiter;
  private final @Nullable Object key;
  private final Terms terms;
  private final @Nullable Retry retry;
  private final @Nullable FromArguments fromArguments;
  private final @Nullable DeferredCalls deferred;

  /** A class of the program that the method belongs to; null of calls that a program makes. */
  private final @Nullable Class<?> program;

  private CallGuard(
      boolean isSpared,
      CallLimiter limiter,
      @Nullable Object key,
      Terms terms,
      @Nullable Retry retry,
      @Nullable FromArguments fromArguments,
      @Nullable DeferredCalls deferred,
      @Nullable Class<?> program) {
    this.isSpared = isSpared;
    this.settles = limiter.settles();
    this.limiter = limiter;
    this.key = key;
    this.terms = terms;
    this.retry = retry;
    this.fromArguments = fromArguments;
    this.deferred = deferred;
    this.program = program;
  }

  /** The guard of calls that a program makes. */
  public static CallGuard of(
      CallLimiter limiter, @Nullable Object key, Terms terms, @Nullable Retry retry) {
    return of(limiter, key, terms, retry, null, null);
  }

  private static CallGuard of(
      CallLimiter limiter,
      @Nullable Object key,
      Terms terms,
      @Nullable Retry retry,
      @Nullable FromArguments fromArguments,
      @Nullable Class<?> program) {
    Terms inTime = within(terms, retry);
    return limiter.isOff()
        ? new CallGuard(true, limiter, key, inTime, null, null, null, null)
        : new CallGuard(false, limiter, key, inTime, retry, fromArguments, null, program);
  }

  private static Terms within(Terms terms, @Nullable Retry retry) {
    return retry == null
        ? terms
        : new Terms(
            terms.weights(), terms.priority(), Math.min(terms.maxWait(), retry.deadline(0)));
  }

  /** The guard of a method with these settings, of whatever class. */
  static CallGuard of(GovernedMethod method, CallLimiter limiter, @Nullable Retry retry) {
    return of(null, method, limiter, retry);
  }

  /** The guard of a method of this class with these settings. */
  static CallGuard of(
      @Nullable Class<?> type, GovernedMethod method, CallLimiter limiter, @Nullable Retry retry) {
    long wait = method.maxWaitNanos();
    if (wait == GovernedMethod.DEFAULT_WAIT) {
      wait = Defaults.MAX_WAIT + limiter.largestMargin();
    }
    FromArguments arguments = Program.during(type, () -> FromArguments.of(method));
    return of(limiter, null, Terms.oneCall(wait), retry, arguments, type);
  }

  /** The guard that lets calls pass where an adapter makes them of subscriptions. */
  static CallGuard passing(DeferredCalls calls) {
    return new CallGuard(true, SPARED.limiter, null, SPARED.terms, null, null, calls, null);
  }

  /** Whether calls differ by their arguments, and each is to be guarded {@link #with} its own. */
  public boolean takesArguments() {
    return fromArguments != null;
  }

  /**
   * The guard of a call with these arguments. What the code of keys and prompts throws is thrown
   * here, before anything is admitted.
   */
  public CallGuard with(@Nullable Object[] arguments) {
    FromArguments own = fromArguments;
    return own == null
        ? this
        : new CallGuard(
            false,
            limiter,
            own.key(arguments),
            own.terms(terms, limiter, arguments),
            retry,
            own,
            null,
            program);
  }

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @return the arrival of the call
   * @throws RateLimitExceededException if its turn would come later than it may wait
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted before its turn
   * @throws IllegalStateException if an adapter should have woven the method, and has not
   */
  public long admit() {
    if (isSpared) {
      return pass();
    }
    return settles && limiter.hasSlots()
        ? admitToSlot(limiter, key, terms)
        : limiter.acquire(key, terms);
  }

  /** Static, so that a guard that is made for one call need not be allocated. */
  private static long admitToSlot(CallLimiter limiter, @Nullable Object key, Terms terms) {
    long outer = Nesting.within(limiter);
    long arrival =
        outer == CallLimiter.NONE
            ? limiter.acquire(key, terms)
            : limiter.acquireWithin(outer, key, terms);
    Nesting.enter(limiter, arrival);
    return arrival;
  }

  private long pass() {
    if (deferred != null) {
      deferred.requireRunning();
    }
    return 0;
  }

  /**
   * The body has ended well.
   *
   * @param arrival what {@link #admit} returned
   */
  public void done(long arrival) {
    if (settles || limiter.isWatching()) {
      end(arrival, Inference.Outcome.SERVED);
    }
  }

  /** The body has ended, and the limiter was told of its failure if there was one. */
  private void end(long arrival, Inference.Outcome outcome) {
    if (isSpared) {
      return;
    }
    limiter.permits().close(key, arrival, terms.weights(), outcome);
    if (settles && limiter.hasSlots()) {
      Nesting.leave(limiter, arrival);
    }
  }

  /**
   * The body has ended well, and the permit is not closed yet: settles with the tokens that the
   * result reports, if tokens are limited.
   *
   * @param arrival what {@link #admit} returned
   */
  public void used(@Nullable Object result, long arrival) {
    if (settles && limiter.limits().limitsTokens()) {
      Program.during(
          program,
          () -> {
            limiter.permits().settle(key, arrival, result);
            return null;
          });
    }
  }

  /** Runs a body as the aspect runs that of an annotated method. */
  public <T> T run(Body<T> body) throws Exception {
    long arrival = admit();
    Attempts attempts = null;
    while (true) {
      try {
        T result = body.run(arrival);
        done(arrival);
        return result;
      } catch (Throwable failure) {
        attempts = retry(failure, attempts, arrival);
      }
    }
  }

  /** The body of a call that a program makes. */
  @FunctionalInterface
  public interface Body<T> {

    /** Runs it; the call is known by its arrival. */
    T run(long arrival) throws Exception;
  }

  /**
   * Waits for the next attempt of a call that has failed, or ends it by throwing the failure.
   *
   * @param attempts what this returned for the failure before; null for the first
   * @param arrival what {@link #admit} returned
   */
  public Attempts retry(Throwable failure, @Nullable Attempts attempts, long arrival) {
    if (isSpared) {
      throw rethrow(failure);
    }
    FailedAttempt failed = FailedAttempt.ofThread(limiter, retry, key, terms.weights(), arrival);
    CallAttempts all = judge(failed, failure, attempts == null ? null : attempts.all());
    if (all == null) {
      throw rethrow(failure);
    }
    boolean isReleased;
    try {
      isReleased = readmit(all, arrival);
    } catch (RateLimitExceededException refusal) {
      all.refused(failure, refusal);
      throw rethrow(failure);
    } catch (InterruptedWaitException interrupted) {
      interrupted.addSuppressed(failure);
      all.interrupted(interrupted);
      throw interrupted;
    }
    all.begin(isReleased);
    return attempts == null ? new Attempts(all) : attempts;
  }

  /** Waits for another attempt; returns whether it starts before its back-off was over. */
  private boolean readmit(CallAttempts all, long arrival) {
    long outer = limiter.hasSlots() ? Nesting.within(limiter) : CallLimiter.NONE;
    long latest = latest(all.notBefore(), arrival);
    boolean isReleased =
        limiter.reacquire(key, arrival, terms, all.notBefore(), all.backsOff(), latest, outer);
    if (limiter.hasSlots()) {
      Nesting.enter(limiter, arrival);
    }
    return isReleased;
  }

  /**
   * An attempt of a call that holds no thread has failed; its permit is closed.
   *
   * @param before the attempts of the call if it has failed before
   * @param isRepeatable whether its body may run again
   * @return the attempts of the call; null if this was the last
   */
  @Nullable CallAttempts failed(
      Throwable failure, @Nullable CallAttempts before, long arrival, boolean isRepeatable) {
    FailedAttempt failed =
        new FailedAttempt(
            limiter, retry, key, terms.weights(), arrival, Mark.NO_THREAD, isRepeatable);
    return judge(failed, failure, before);
  }

  private @Nullable CallAttempts judge(
      FailedAttempt failed, Throwable failure, @Nullable CallAttempts before) {
    try {
      return Program.during(program, () -> failed.judge(failure, before));
    } finally {
      if (settles || limiter.isWatching()) {
        end(failed.arrival(), Inference.Outcome.UNKNOWN);
      }
    }
  }

  /**
   * Starts a call that returns a future, without blocking. Its body runs at once, on the current
   * thread, if the call need not wait, otherwise on the executor of the {@linkplain
   * dev.ritmo.runtime.spi.TimeSource#executor time source}.
   */
  public CompletableFuture<Object> start(AsyncBody body) {
    return new AsyncCall(this, body).start();
  }

  /**
   * As {@link #start(AsyncBody)}, of a call with these arguments; what they throw fails the future.
   */
  public CompletableFuture<Object> start(@Nullable Object[] arguments, AsyncBody body) {
    CallGuard guard;
    try {
      guard = with(arguments);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
    return guard.start(body);
  }

  /**
   * Makes a call for each subscription: when it is admitted, its body runs, on a thread as {@link
   * #start} says, and the publisher that it returns is subscribed to. Nothing blocks.
   */
  public Flow.Publisher<Object> publish(AsyncBody body) {
    return subscriber -> PublishedCall.begin(this::start, body, subscriber);
  }

  /**
   * As {@link #publish(AsyncBody)}, of calls with these arguments; what they throw fails the
   * stream.
   */
  public Flow.Publisher<Object> publish(@Nullable Object[] arguments, AsyncBody body) {
    return subscriber -> PublishedCall.begin(call -> start(arguments, call), body, subscriber);
  }

  /** Whether calls pass without admission; a future is then to be returned as it is. */
  public boolean isSpared() {
    return isSpared;
  }

  /** The calls that an adapter makes of subscriptions; null if it makes none. */
  @Nullable DeferredCalls deferred() {
    return deferred;
  }

  CallLimiter limiter() {
    return limiter;
  }

  @Nullable Object key() {
    return key;
  }

  Terms terms() {
    return terms;
  }

  @Nullable Retry retry() {
    return retry;
  }

  /** The latest time at which an attempt may start that must not start before another. */
  long latest(long notBefore, long arrival) {
    long latest = Timeline.after(notBefore, terms.maxWait());
    return retry == null ? latest : Math.min(latest, retry.deadline(arrival));
  }

  /** Throws what the method itself threw, which may be checked without being declared here. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> RuntimeException rethrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
