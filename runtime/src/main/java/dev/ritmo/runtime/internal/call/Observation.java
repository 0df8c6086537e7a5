package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.InterruptedWaitException;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.CallWatch;
import dev.ritmo.runtime.spi.CallObserver;
import dev.ritmo.runtime.spi.CallObserver.Outcome;
import dev.ritmo.runtime.spi.CallObserver.Wait;
import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One call as its observers see it: at most one wait or attempt at a time, and nothing after the
 * end. Thread-safe, because any thread may cancel an asynchronous call. No lock is held while
 * observers run.
 */
final class Observation implements CallWatch {

  private final Started call;
  private final List<Observed> scopes;

  // guarded by this
  private int attempts;
  private boolean isRunning;
  private boolean isOver;

  /** The body that a thread runs now; used only by that thread. */
  private @Nullable Body body;

  Observation(Started call, List<Observed> scopes) {
    this.call = call;
    this.scopes = scopes;
  }

  /**
   * A body that runs.
   *
   * @param outer the call whose body the thread ran before; null if there is none
   */
  private record Body(CallObserver.@Nullable Call outer) {}

  /** What observers know about the call. */
  static final class Started implements CallObserver.Call {

    private final String limiter;
    private final @Nullable String name;
    private final Map<String, Object> attributes = new ConcurrentHashMap<>();
    private volatile @Nullable Signal lastFailure;

    Started(String limiter, @Nullable String name) {
      this.limiter = limiter;
      this.name = name;
    }

    @Override
    public String limiter() {
      return limiter;
    }

    @Override
    public Optional<String> method() {
      return Optional.ofNullable(name);
    }

    @Override
    public Map<String, Object> attributes() {
      return attributes;
    }

    @Override
    public Optional<Signal> lastFailure() {
      return Optional.ofNullable(lastFailure);
    }
  }

  @Override
  public void waits(Wait wait) {
    if (!isIdle()) {
      return; // admitted meanwhile, on another thread
    }
    for (Observed one : scopes) {
      one.waitStarted(wait);
    }
    if (!isIdle()) { // over again, while observers were told that it begins
      Outcome outcome = isOver() ? Outcome.CANCELLED : Outcome.ADMITTED;
      scopes.forEach(one -> one.endWait(outcome, null));
    }
  }

  private synchronized boolean isIdle() {
    return !isOver && !isRunning;
  }

  /** The limiter has refused another attempt; the call ends with the last failure. */
  void refused(Throwable failure, Throwable refusal) {
    scopes.forEach(one -> one.endWait(Outcome.REFUSED, refusal));
    end(Outcome.FAILED, failure);
  }

  /** The call is admitted, and the current thread is about to run its body. */
  void attempts() {
    int number = next();
    if (number == 0) {
      return;
    }
    body = new Body(CurrentCall.enter(call));
    for (Observed one : scopes) {
      one.endWait(Outcome.ADMITTED, null);
      one.attemptStarted(number);
    }
    if (isOver()) { // cancelled meanwhile, by another thread
      scopes.forEach(one -> one.endAttempt(Outcome.CANCELLED, null));
    }
  }

  private synchronized int next() {
    isRunning = !isOver;
    return isOver ? 0 : ++attempts;
  }

  /** The body has returned or thrown, on the thread that ran it; even if the call is over. */
  void bodyLeft() {
    scopes.forEach(Observed::bodyLeft);
    Body left = body;
    body = null;
    if (left != null) {
      CurrentCall.leave(left.outer);
    }
  }

  @Override
  public void failed(Signal signal) {
    call.lastFailure = signal;
  }

  /**
   * The attempt has failed.
   *
   * @param isRetried whether the call goes on
   */
  void failed(Throwable failure, boolean isRetried) {
    scopes.forEach(one -> one.endAttempt(Outcome.FAILED, failure));
    synchronized (this) {
      isRunning = false;
    }
    if (!isRetried) {
      end(Outcome.FAILED, failure);
    }
  }

  /** The call has succeeded. */
  void returned() {
    end(Outcome.RETURNED, null);
  }

  /** The call ends with this exception. */
  void threw(Throwable failure) {
    end(outcomeOf(failure), failure);
  }

  /** The future of the call was completed, by any thread. */
  void ended(@Nullable Throwable failure) {
    if (failure == null) {
      returned();
    } else {
      threw(failure);
    }
  }

  private void end(Outcome outcome, @Nullable Throwable failure) {
    if (setOver()) {
      scopes.forEach(one -> one.end(outcome, failure));
    }
  }

  private synchronized boolean setOver() {
    boolean isFirst = !isOver;
    isOver = true;
    return isFirst;
  }

  private synchronized boolean isOver() {
    return isOver;
  }

  private static Outcome outcomeOf(Throwable failure) {
    if (failure instanceof RateLimitExceededException) {
      return Outcome.REFUSED;
    }
    return failure instanceof InterruptedWaitException || failure instanceof CancellationException
        ? Outcome.CANCELLED
        : Outcome.FAILED;
  }
}
