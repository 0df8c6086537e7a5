package dev.ritmo.runtime.internal.call;

import dev.ritmo.rules.Defaults;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.NoRepeat;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.GovernedMethod;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards all calls of one method, or of one kind that a program makes: the limiter, what a call
 * requests, and when it is retried. Immutable and thread-safe.
 *
 * <p>A blocking call that does not depend on arguments is admitted and ended here, identified by
 * its arrival alone, so it allocates nothing. Every other call is a {@link GuardedCall}, and so is
 * this one after a failure.
 */
public final class MethodGuard {

  private final Admission limiter;

  /** Cached, as every call asks for it. */
  private final boolean tracksPermits;

  private final Terms terms;
  private final @Nullable Retry retry;
  private final @Nullable FromArguments fromArguments;

  /** For observers: the method with its class; null for calls that a program makes. */
  private final @Nullable String name;

  /** The class of the method, which identifies the program; null for calls that a program makes. */
  private final @Nullable Class<?> program;

  /** Whether a request has taken the place of a call. */
  private volatile boolean sendsRequests;

  private MethodGuard(
      Admission limiter,
      Terms terms,
      @Nullable Retry retry,
      @Nullable FromArguments fromArguments,
      @Nullable String name,
      @Nullable Class<?> program) {
    this.limiter = limiter;
    this.tracksPermits = limiter.tracksPermits();
    this.terms = cappedByDeadline(terms, retry);
    this.retry = retry;
    this.fromArguments = fromArguments;
    this.name = name;
    this.program = program;
  }

  private static Terms cappedByDeadline(Terms terms, @Nullable Retry retry) {
    return retry == null ? terms : terms.waitingAtMost(retry.deadline(0));
  }

  /**
   * Guards a method with these settings.
   *
   * @param type its class; null if unknown
   */
  public static MethodGuard of(
      @Nullable Class<?> type, GovernedMethod method, Admission limiter, @Nullable Retry retry) {
    long wait = method.maxWaitNanos();
    if (wait == GovernedMethod.DEFAULT_WAIT) {
      wait = Defaults.MAX_WAIT + limiter.largestMargin();
    }
    FromArguments arguments = Program.during(type, () -> FromArguments.of(method));
    String signature = method.signature();
    String name = type == null ? signature : type.getTypeName() + "." + signature;
    Terms terms = Terms.oneCall(wait).countedBy(limiter.counters(name));
    return new MethodGuard(limiter, terms, retry, arguments, name, type);
  }

  /** Guards calls that a program makes. */
  public static MethodGuard ofProgram(Admission limiter, Terms terms, @Nullable Retry retry) {
    return new MethodGuard(limiter, terms, retry, null, null, null);
  }

  /** Whether calls differ by their arguments. */
  public boolean takesArguments() {
    return fromArguments != null;
  }

  /**
   * Whether calls that start now have state of their own, so that each is a {@link GuardedCall}.
   */
  public static boolean tracksCalls() {
    return CallObservers.current() != null || EnclosingCalls.areTracked();
  }

  /** Whether calls of this method are known to send requests that count instead of them. */
  boolean sendsRequests() {
    return sendsRequests;
  }

  /** A call has sent a request. */
  void sendRequests() {
    sendsRequests = true;
  }

  /** Starts the observation of a call; null if there are no observers. */
  @Nullable Observation observe() {
    CallObservers observers = CallObservers.current();
    return observers == null ? null : observers.callStarted(limiter.name(), name);
  }

  /** A call without a key. */
  public GuardedCall call() {
    return callOf(null);
  }

  /** A call with a key, which may be null. */
  public GuardedCall callOf(@Nullable Object key) {
    return GuardedCall.started(this, key, terms);
  }

  /**
   * A request, which takes the places of calls under the same limiter in whose bodies it is made.
   */
  public GuardedCall requestOf(@Nullable Object key) {
    return GuardedCall.request(this, key, terms);
  }

  /**
   * A call with these arguments. Exceptions from keys and prompts are thrown here, before
   * admission.
   */
  public GuardedCall call(@Nullable Object[] arguments) {
    FromArguments own = fromArguments;
    return own == null
        ? call()
        : GuardedCall.started(this, own.key(arguments), own.terms(terms, limiter, arguments));
  }

  /**
   * Admits a call of the current thread, and blocks until its turn if it has to wait.
   *
   * @return the arrival of the call
   * @throws dev.ritmo.runtime.RateLimitExceededException if its turn would come after its maximum
   *     wait
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted before its turn
   */
  public long admit() {
    return tracksPermits
        ? CallSteps.admitTracked(limiter, null, terms)
        : limiter.admit(null, terms);
  }

  /** Ends a successful call that {@link #admit} has admitted. */
  public void done(long arrival) {
    if (reportsEnds()) {
      CallSteps.close(limiter, null, arrival, terms, Inference.Outcome.SERVED);
    }
  }

  /** Whether the limiter needs to know when calls end. */
  boolean reportsEnds() {
    return tracksPermits || limiter.isWatching();
  }

  /** Continues a call that {@link #admit} has admitted and that has failed. */
  public GuardedCall failing(long arrival) {
    return GuardedCall.admitted(this, terms, arrival);
  }

  /**
   * Starts a call that returns a future, without blocking. Its body runs at once, on the current
   * thread, if the call need not wait, otherwise on the executor of the {@linkplain
   * dev.ritmo.runtime.spi.TimeSource#executor time source}.
   */
  public CompletableFuture<Object> start(Callable<?> body) {
    return call().start(body);
  }

  /**
   * As {@link #start(Callable)}, with these arguments; exceptions from keys and prompts fail the
   * future.
   */
  public CompletableFuture<Object> start(@Nullable Object[] arguments, Callable<?> body) {
    GuardedCall call;
    try {
      call = call(arguments);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
    return call.start(body);
  }

  /**
   * As {@link #start(Callable)}, for a body that must not run again.
   *
   * @param arguments of the call; null if it does not depend on them
   */
  public CompletableFuture<Object> startOnce(
      @Nullable Object @Nullable [] arguments, NoRepeat noRepeat, Callable<?> body) {
    GuardedCall call;
    try {
      call = arguments == null ? call() : call(arguments);
    } catch (RuntimeException | Error e) {
      return CompletableFuture.failedFuture(e);
    }
    return new AsyncCall(call, new OneRun(body, noRepeat)).start();
  }

  /**
   * Makes a call for each subscription: once admitted, its body runs, on a thread as for {@link
   * #start}, and the publisher that it returns is subscribed to. Does not block.
   */
  public Flow.Publisher<Object> publish(Callable<?> body) {
    return publish(this::call, made -> body.call());
  }

  /**
   * As {@link #publish(Callable)}, with these arguments; exceptions from keys and prompts fail the
   * stream.
   */
  public Flow.Publisher<Object> publish(@Nullable Object[] arguments, Callable<?> body) {
    return publish(() -> call(arguments), made -> body.call());
  }

  /**
   * As {@link #publish(Callable)}, for calls of any guard.
   *
   * @param calls creates the call of a subscription; an exception fails the stream
   */
  public static Flow.Publisher<Object> publish(Supplier<GuardedCall> calls, CallBody<?> body) {
    return subscriber -> PublishedCall.begin(calls, body, subscriber);
  }

  /** The limiter of the calls. */
  public Admission limiter() {
    return limiter;
  }

  /** What a call requests, unless its arguments say otherwise. */
  public Terms terms() {
    return terms;
  }

  /** When failed calls are retried; null if they are not. */
  public @Nullable Retry retry() {
    return retry;
  }

  /** A class that identifies the program; null for calls that a program makes. */
  @Nullable Class<?> program() {
    return program;
  }

  boolean tracksPermits() {
    return tracksPermits;
  }
}
