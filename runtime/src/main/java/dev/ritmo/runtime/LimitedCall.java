package dev.ritmo.runtime;

import dev.ritmo.rules.Bounds;
import dev.ritmo.rules.Defaults;
import dev.ritmo.runtime.internal.call.GuardedCall;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.CallSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.retry.Retry;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call under a limiter: what it takes, and how it waits. Immutable, and safe for use by many
 * threads; each run, permit and subscription is a call of its own.
 *
 * <pre>{@code
 * Limiter openai = Ritmo.limiter("openai", Limit.calls(500, 60, SECONDS), Limit.tokens(200_000, 60, SECONDS));
 *
 * String answer = openai.call().inputTokens(1200).run(() -> model.chat(prompt));
 *
 * Answer answer = openai.call().inputTokens(1200).retry(RetrySettings.DEFAULT).run(permit -> {
 *   Answer received = model.ask(prompt);
 *   permit.used(received.inputTokens(), received.outputTokens());
 *   return received;
 * });
 * }</pre>
 *
 * <p>Tokens that are not stated are estimated: those of the answer from the last answers of this
 * limiter (nine in ten had no more), and all of them from those of the prompt and the answer.
 */
public final class LimitedCall {

  /** Stands for the default, which depends on the limiter. */
  private static final long DEFAULT_WAIT = -1;

  private final NamedLimiter limiter;
  private final @Nullable Object key;
  private final Priority priority;
  private final long maxWait;
  private final @Nullable RetrySettings retry;
  private final CallSize stated;

  /** What was found out of the limiter, by any thread; again if that has been replaced. */
  private @Nullable Known known;

  /**
   * What does not change from call to call.
   *
   * @param terms null if some of them are estimates
   */
  private record Known(CallLimiter limiter, long maxWait, @Nullable Terms terms) {}

  private LimitedCall(
      NamedLimiter limiter,
      @Nullable Object key,
      Priority priority,
      long maxWait,
      @Nullable RetrySettings retry,
      CallSize stated) {
    this.limiter = limiter;
    this.key = key;
    this.priority = priority;
    this.maxWait = maxWait;
    this.retry = retry;
    this.stated = stated;
  }

  /** For {@link Limiter#call}. */
  LimitedCall(NamedLimiter limiter) {
    this(limiter, null, Priority.NORMAL, DEFAULT_WAIT, null, CallSize.ONE_CALL);
  }

  /**
   * This call of one user, tenant or model. Keys are compared by {@code equals}, and are neither
   * logged nor shown.
   */
  public LimitedCall key(Object value) {
    return new LimitedCall(limiter, value, priority, maxWait, retry, stated);
  }

  /** This call before or after others. */
  public LimitedCall priority(Priority value) {
    return new LimitedCall(limiter, key, value, maxWait, retry, stated);
  }

  /**
   * This call with another longest wait for admission, from its arrival; zero refuses at once.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LimitedCall maxWait(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException(
          "maxWait of a call under limiter \"%s\" must not be negative, but was %s"
              .formatted(limiter.name(), ReadableDuration.words(longest)));
    }
    return new LimitedCall(limiter, key, priority, Timeline.nanos(longest), retry, stated);
  }

  /** This call with as long a wait as it takes. */
  public LimitedCall waitForever() {
    return new LimitedCall(limiter, key, priority, Timeline.NEVER, retry, stated);
  }

  /** This call, tried again when it fails; not for permits. */
  public LimitedCall retry(RetrySettings settings) {
    return new LimitedCall(limiter, key, priority, maxWait, settings, stated);
  }

  /** This call, which sends so many requests; 1 unless it is stated. */
  public LimitedCall calls(int requests) {
    require("calls", requests, 1);
    return with(new CallSize(requests, stated.tokens(), stated.input(), stated.output()));
  }

  /** This call with so many tokens, prompt and answer together, at most. */
  public LimitedCall tokens(long most) {
    require("tokens", most, 0);
    return with(new CallSize(stated.calls(), most, stated.input(), stated.output()));
  }

  /** This call with so many tokens in the prompt. */
  public LimitedCall inputTokens(long estimate) {
    require("input tokens", estimate, 0);
    return with(new CallSize(stated.calls(), stated.tokens(), estimate, stated.output()));
  }

  /** This call with so many tokens in the answer at most. */
  public LimitedCall outputTokens(long most) {
    require("output tokens", most, 0);
    return with(new CallSize(stated.calls(), stated.tokens(), stated.input(), most));
  }

  private LimitedCall with(CallSize changed) {
    return new LimitedCall(limiter, key, priority, maxWait, retry, changed);
  }

  private void require(String what, long found, long least) {
    if (found < least || found > Bounds.MAX_AMOUNT) {
      throw new IllegalArgumentException(
          "A call under limiter \"%s\" must take from %s to %s %s, but %s was given"
              .formatted(limiter.name(), least, Bounds.MAX_AMOUNT, what, found));
    }
  }

  /**
   * Waits for admission, and gives the permit, which is to be closed when the call has ended.
   *
   * @throws RateLimitExceededException if its turn would come too late, or never
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public Permit acquire() {
    CallLimiter found = limiter.resolved();
    Terms terms = terms(found);
    return new Permit(found, key, found.acquire(key, terms), terms.weights());
  }

  /**
   * Waits for admission without a thread. Cancelling the future gives up the place in the line; a
   * permit that comes too late for that is given back.
   *
   * @return fails with {@link RateLimitExceededException} if its turn would come too late, or
   *     never; what depends on it runs where {@link dev.ritmo.runtime.spi.TimeSource#executor} says
   */
  public CompletableFuture<Permit> acquireAsync() {
    CallLimiter found = limiter.resolved();
    return new PermitRequest(found, key, terms(found)).start();
  }

  /**
   * Runs a body when it is admitted, and again if it fails and is to be retried.
   *
   * @throws RateLimitExceededException if its turn would come too late, or never
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   * @throws Exception what the body throws
   */
  public <T> T run(Callable<T> body) throws Exception {
    return guarded().run(body);
  }

  /**
   * As {@link #run(Callable)}, for a body that settles what it has used.
   *
   * @throws RateLimitExceededException if its turn would come too late, or never
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   * @throws Exception what the body throws
   */
  public <T> T run(Permit.Body<T> body) throws Exception {
    CallLimiter found = limiter.resolved();
    Terms terms = terms(found);
    return guarded(found, terms)
        .run((long arrival) -> body.run(new Permit(found, key, arrival, terms.weights())));
  }

  /**
   * Runs a body that returns a future when it is admitted, without a thread, and again if that
   * fails and is to be retried.
   *
   * @return ends as the future of the body does; cancelling it ends the waiting, and cancels that
   */
  @SuppressWarnings("unchecked") // it ends with what the body's future ends with
  public <T> CompletableFuture<T> runAsync(Supplier<? extends CompletionStage<T>> body) {
    return (CompletableFuture<T>) guarded().start(body::get);
  }

  /**
   * A publisher that makes a call for each subscription: it subscribes to the one of the body when
   * it is admitted, and again if that fails before its first element and is to be retried. The call
   * ends with the last signal, or when the subscription is cancelled.
   */
  @SuppressWarnings("unchecked") // it emits what the body's publisher emits
  public <T> Flow.Publisher<T> publish(Supplier<? extends Flow.Publisher<T>> body) {
    return (Flow.Publisher<T>) MethodGuard.publish(this::guarded, body::get);
  }

  private GuardedCall guarded() {
    CallLimiter found = limiter.resolved();
    return guarded(found, terms(found));
  }

  private GuardedCall guarded(CallLimiter found, Terms terms) {
    Retry again = retry == null ? null : new Retry(retry, found.timeline());
    return MethodGuard.ofProgram(found, terms, again).callOf(key);
  }

  private Terms terms(CallLimiter found) {
    Known last = known;
    if (last == null || last.limiter != found) {
      last = know(found);
      known = last;
    }
    Terms terms = last.terms;
    return terms == null ? new Terms(stated.weights(found), priority, last.maxWait) : terms;
  }

  private Known know(CallLimiter found) {
    long wait = maxWait == DEFAULT_WAIT ? Defaults.MAX_WAIT + found.largestMargin() : maxWait;
    boolean isFixed = stated.isFixed(found);
    return new Known(
        found, wait, isFixed ? new Terms(stated.weights(found), priority, wait) : null);
  }
}
