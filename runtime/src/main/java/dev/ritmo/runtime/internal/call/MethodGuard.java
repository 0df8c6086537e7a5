package dev.ritmo.runtime.internal.call;

import dev.ritmo.rules.Defaults;
import dev.ritmo.runtime.internal.context.Program;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.spi.GovernedMethod;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Guards all calls of one method, or one kind of call that a program makes: the limiter, what a
 * call asks for, and when it is tried again. Immutable, and safe for use by many threads.
 *
 * <p>A blocking call without arguments of interest is admitted and ended here, known by its arrival
 * alone: it allocates nothing. All others are a {@link GuardedCall} each, and so is this one once
 * it has failed.
 */
public final class MethodGuard {

  private final CallLimiter limiter;

  /** Cached, as every call asks for it. */
  private final boolean tracksPermits;

  private final Terms terms;
  private final @Nullable Retry retry;
  private final @Nullable FromArguments fromArguments;

  /** For observers: the method with its class; null for calls that a program makes. */
  private final @Nullable String name;

  /** A class of the program that the method belongs to; null for calls that a program makes. */
  private final @Nullable Class<?> program;

  private MethodGuard(
      CallLimiter limiter,
      Terms terms,
      @Nullable Retry retry,
      @Nullable FromArguments fromArguments,
      @Nullable String name,
      @Nullable Class<?> program) {
    this.limiter = limiter;
    this.tracksPermits = limiter.settles();
    this.terms = cappedByDeadline(terms, retry);
    this.retry = retry;
    this.fromArguments = fromArguments;
    this.name = name;
    this.program = program;
  }

  private static Terms cappedByDeadline(Terms terms, @Nullable Retry retry) {
    return retry == null || retry.deadline(0) >= terms.maxWait()
        ? terms
        : new Terms(terms.weights(), terms.priority(), retry.deadline(0));
  }

  /**
   * Guards a method with these settings.
   *
   * @param type its class; null if that is not known
   */
  public static MethodGuard of(
      @Nullable Class<?> type, GovernedMethod method, CallLimiter limiter, @Nullable Retry retry) {
    long wait = method.maxWaitNanos();
    if (wait == GovernedMethod.DEFAULT_WAIT) {
      wait = Defaults.MAX_WAIT + limiter.largestMargin();
    }
    FromArguments arguments = Program.during(type, () -> FromArguments.of(method));
    String signature = method.signature();
    String name = type == null ? signature : type.getTypeName() + "." + signature;
    return new MethodGuard(limiter, Terms.oneCall(wait), retry, arguments, name, type);
  }

  /** Guards calls that a program makes. */
  public static MethodGuard ofProgram(CallLimiter limiter, Terms terms, @Nullable Retry retry) {
    return new MethodGuard(limiter, terms, retry, null, null, null);
  }

  /** Whether calls differ by their arguments. */
  public boolean takesArguments() {
    return fromArguments != null;
  }

  /** Whether calls that start now are observed, so that each is a {@link GuardedCall}. */
  public static boolean isObserved() {
    return CallObservers.current() != null;
  }

  /** A call starts, and observers hear of it; null if there are none. */
  @Nullable Observation observe() {
    CallObservers observers = CallObservers.current();
    return observers == null ? null : observers.callStarted(limiter.name(), name);
  }

  /** A call without a key. */
  public GuardedCall call() {
    return callOf(null);
  }

  /** A call with a key, or null. */
  public GuardedCall callOf(@Nullable Object key) {
    return GuardedCall.started(this, key, terms);
  }

  /**
   * A call with these arguments. What the code of keys and prompts throws is thrown here, before
   * anything is admitted.
   */
  public GuardedCall call(@Nullable Object[] arguments) {
    FromArguments own = fromArguments;
    return own == null
        ? call()
        : GuardedCall.started(this, own.key(arguments), own.terms(terms, limiter, arguments));
  }

  /**
   * Admits a call of the current thread, which waits if it has to.
   *
   * @return the arrival of the call
   * @throws dev.ritmo.runtime.RateLimitExceededException if its turn would come later than it may
   *     wait
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted before its turn
   */
  public long admit() {
    return tracksPermits ? admitTracked(limiter, null, terms) : limiter.acquire(null, terms);
  }

  /** Static, so that the object of a call that only passes its fields need not be allocated. */
  static long admitTracked(CallLimiter limiter, @Nullable Object key, Terms terms) {
    if (!limiter.hasSlots()) {
      return limiter.acquire(key, terms);
    }
    long outer = Nesting.within(limiter);
    long arrival =
        outer == CallLimiter.NONE
            ? limiter.acquire(key, terms)
            : limiter.acquireWithin(outer, key, terms);
    Nesting.enter(limiter, arrival);
    return arrival;
  }

  /** A call that {@link #admit} has admitted has ended well. */
  public void done(long arrival) {
    if (isToldOfEnds()) {
      close(limiter, null, arrival, terms, Inference.Outcome.SERVED);
    }
  }

  /** Whether the limiter has to know of calls that end. */
  boolean isToldOfEnds() {
    return tracksPermits || limiter.isWatching();
  }

  /** Closes the permit of a call whose body has ended; static as {@link #admitTracked} is. */
  static void close(
      CallLimiter limiter,
      @Nullable Object key,
      long arrival,
      Terms terms,
      Inference.Outcome outcome) {
    limiter.permits().close(key, arrival, terms.weights(), outcome);
    if (limiter.hasSlots()) {
      Nesting.leave(limiter, arrival);
    }
  }

  /** A call that {@link #admit} has admitted, once it has failed. */
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

  /** As {@link #start(Callable)}, with these arguments; what they throw fails the future. */
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
   * Makes a call for each subscription: when it is admitted, its body runs, on a thread as {@link
   * #start} says, and the publisher that it returns is subscribed to. Nothing blocks.
   */
  public Flow.Publisher<Object> publish(Callable<?> body) {
    return publish(this::call, body);
  }

  /** As {@link #publish(Callable)}, with these arguments; what they throw fails the stream. */
  public Flow.Publisher<Object> publish(@Nullable Object[] arguments, Callable<?> body) {
    return publish(() -> call(arguments), body);
  }

  /**
   * As {@link #publish(Callable)}, of calls of whatever guard.
   *
   * @param calls makes the call of a subscription; what it throws fails the stream
   */
  public static Flow.Publisher<Object> publish(Supplier<GuardedCall> calls, Callable<?> body) {
    return subscriber -> PublishedCall.begin(calls, body, subscriber);
  }

  /** The limiter that calls pass. */
  public CallLimiter limiter() {
    return limiter;
  }

  /** What a call asks for, unless its arguments say otherwise. */
  public Terms terms() {
    return terms;
  }

  /** When failed calls are tried again; null if they are not. */
  public @Nullable Retry retry() {
    return retry;
  }

  /** A class of the program whose calls these are; null if a program makes them itself. */
  @Nullable Class<?> program() {
    return program;
  }

  boolean tracksPermits() {
    return tracksPermits;
  }
}
