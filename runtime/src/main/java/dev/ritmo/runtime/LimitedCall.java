package dev.ritmo.runtime;

import dev.ritmo.runtime.internal.call.EnclosingCalls;
import dev.ritmo.runtime.internal.call.GuardedCall;
import dev.ritmo.runtime.internal.call.MethodGuard;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.StatedSize;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.text.ReadableDuration;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.RetrySettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call under a limiter: what it takes from the limits, and how long it may wait. Immutable and
 * thread-safe; each run, permit and subscription is a separate call.
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
 * <p>Tokens that are not stated are estimated: those of the answer as the 90th percentile of the
 * last answers of this limiter, and the total as the sum of prompt and answer.
 */
public final class LimitedCall {

  private final NamedLimiter limiter;
  private final CallSettings settings;

  /** Cached from the limiter by any thread; looked up again if the limiter was replaced. */
  private @Nullable Known known;

  /**
   * What does not change from call to call.
   *
   * @param terms null if some of them are estimates
   */
  private record Known(Admission limiter, long maxWait, @Nullable Terms terms) {}

  private LimitedCall(NamedLimiter limiter, CallSettings settings) {
    this.limiter = limiter;
    this.settings = settings;
  }

  /** For {@link Limiter#call}. */
  LimitedCall(NamedLimiter limiter) {
    this(limiter, CallSettings.DEFAULT);
  }

  private LimitedCall with(CallSettings changed) {
    return new LimitedCall(limiter, changed);
  }

  private LimitedCall with(StatedSize changed) {
    return with(settings.withStated(changed));
  }

  /**
   * Returns this call with a key: its user, tenant or model. Keys are compared by {@code equals},
   * and are neither logged nor shown.
   */
  public LimitedCall key(Object value) {
    return with(settings.withKey(value));
  }

  /** Returns this call with another priority; {@link Priority#NORMAL} unless set. */
  public LimitedCall priority(Priority value) {
    return with(settings.withPriority(value));
  }

  /**
   * Returns this call with another maximum wait for admission, measured from its arrival. With
   * zero, a call that cannot be admitted at once is refused.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LimitedCall maxWait(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException(
          "maxWait of a call under limiter \"%s\" must not be negative, but was %s"
              .formatted(limiter.name(), ReadableDuration.words(longest)));
    }
    return with(settings.withMaxWait(Timeline.nanos(longest)));
  }

  /** Returns this call with no bound on its wait. */
  public LimitedCall waitForever() {
    return with(settings.withMaxWait(Timeline.NEVER));
  }

  /** Returns this call with retries. They apply to bodies that Ritmo runs, not to permits. */
  public LimitedCall retry(RetrySettings retries) {
    return with(settings.withRetry(retries));
  }

  /** Returns this call with the number of requests it sends; 1 unless set. */
  public LimitedCall calls(int requests) {
    require("calls", requests, 1);
    return with(settings.stated().with(Dimension.CALLS, requests));
  }

  /** Returns this call with the most tokens it can use, prompt and answer together. */
  public LimitedCall tokens(long most) {
    require("tokens", most, 0);
    return with(settings.stated().with(Dimension.TOKENS, most));
  }

  /** Returns this call with the estimated number of tokens in the prompt. */
  public LimitedCall inputTokens(long estimate) {
    require("input tokens", estimate, 0);
    return with(settings.stated().with(Dimension.INPUT_TOKENS, estimate));
  }

  /** Returns this call with the most tokens its answer can have. */
  public LimitedCall outputTokens(long most) {
    require("output tokens", most, 0);
    return with(settings.stated().with(Dimension.OUTPUT_TOKENS, most));
  }

  /**
   * Returns this call with at most this amount of a dimension, also of one without a method of its
   * own.
   *
   * @throws IllegalArgumentException if the amount is negative or more than 10<sup>15</sup>, or the
   *     dimension is {@link Dimension#SLOTS}, of which a call always takes one
   */
  public LimitedCall takes(Dimension dimension, long amount) {
    if (dimension == Dimension.SLOTS) {
      throw new IllegalArgumentException(
          "A call under limiter \"%s\" always takes one slot. Fix: leave it out."
              .formatted(limiter.name()));
    }
    require(dimension.element(), amount, dimension == Dimension.CALLS ? 1 : 0);
    return with(settings.stated().with(dimension, amount));
  }

  private void require(String what, long found, long least) {
    CallSettings.require(limiter.name(), what, found, least);
  }

  /**
   * Returns this call with the tokens of its prompt estimated from texts, collections of them, and
   * what {@link dev.ritmo.runtime.spi.PromptReader}s can read. Does nothing if tokens are not
   * limited. Unlike stated tokens, an estimate is no reason to refuse the call for ever.
   *
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   */
  public LimitedCall prompt(@Nullable Object... parts) {
    return limiter.resolved().limits().limitsTokens() ? with(settings.withPrompt(parts)) : this;
  }

  /**
   * Returns this call as a request to the provider. If it is made on the thread that runs the body
   * of a governed method (or of a {@link #run}) under the same limiter and key, it takes the place
   * of that call: the limiter counts the requests, and not the call itself. The first request needs
   * no further turn, as long as what it takes still fits; each of the others is a call of its own.
   * Without a key of its own, it has that of the call.
   *
   * <p>A method is known to send requests once one has taken the place of a call. From then on,
   * calls that send none do not count.
   */
  public LimitedCall request() {
    EnclosingCalls.track();
    return with(settings.asRequest());
  }

  /**
   * Blocks until the call is admitted, and returns its permit. Close the permit when the call has
   * ended.
   *
   * @throws RateLimitExceededException if its turn would come too late, or never
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public Permit acquire() {
    Admission found = limiter.resolved();
    Object key = settings.key(found);
    Terms terms = terms(found);
    return new Permit(found, key, settings.admit(found, key, terms), terms);
  }

  /**
   * Requests admission without blocking a thread. Cancelling the future gives up the place in the
   * queue; if the permit is granted at the same moment, it is given back.
   *
   * @return fails with {@link RateLimitExceededException} if its turn would come too late, or
   *     never; dependent stages run on {@link dev.ritmo.runtime.spi.TimeSource#executor}
   */
  public CompletableFuture<Permit> acquireAsync() {
    Admission found = limiter.resolved();
    return enqueued(terms(found), found, found.timeline().source().executor()).permit();
  }

  /**
   * As {@link #acquireAsync}, for a request that has arrived elsewhere before and may wait at
   * several limiters at once: it stands in the queue by that time, which its maximum wait is
   * measured from as well.
   *
   * @param arrivedAt when it first arrived, by {@link dev.ritmo.runtime.spi.TimeSource#nanoTime} of
   *     {@link Ritmo#time}; a later time than now is taken for now
   * @param executor runs what admits the request when its turn has come, and the dependent stages
   *     of its permit. The request counts from then on, so it should be sent from there, or very
   *     soon; a thread that waits for the permit may run it by itself
   * @throws IllegalStateException if the limiter is not {@linkplain Ritmo#limiter(String) declared}
   */
  public PermitRequest enqueue(long arrivedAt, Executor executor) {
    Admission found = limiter.resolved();
    return enqueued(terms(found).arrivedAt(found.timeline().at(arrivedAt)), found, executor);
  }

  private PermitRequest enqueued(Terms terms, Admission found, Executor executor) {
    Object key = settings.key(found);
    return new PermitRequest(found, key, terms, executor).start(settings.replaced(found, key));
  }

  /**
   * Runs the body once the call is admitted, and again if it fails and should be retried.
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
   * As {@link #run(Callable)}, for a body that reports the tokens it has used.
   *
   * @throws Exception what the body throws, and as {@link #run(Callable)} does
   */
  public <T> T run(Permit.Body<T> body) throws Exception {
    return guarded().run((GuardedCall call) -> body.run(new Permit(call)));
  }

  /**
   * Runs a body that returns a future once the call is admitted, and again if the future fails and
   * should be retried. Blocks no thread.
   *
   * @return completes as the future of the body does; cancelling it stops the wait, or cancels the
   *     future of the body
   */
  @SuppressWarnings("unchecked") // it ends with what the body's future ends with
  public <T> CompletableFuture<T> runAsync(Supplier<? extends CompletionStage<T>> body) {
    return (CompletableFuture<T>) guarded().start(body::get);
  }

  /**
   * Returns a publisher that makes one call per subscription. Once admitted, it subscribes to the
   * publisher of the body, and again if that fails before its first element and should be retried.
   * The call ends with the last signal, or when the subscription is cancelled.
   */
  public <T> Flow.Publisher<T> publish(Supplier<? extends Flow.Publisher<T>> body) {
    return publish(permit -> body.get());
  }

  /**
   * As {@link #publish(Supplier)}, for a body that reports the tokens used to the permit of its
   * attempt. The permit is open until the publisher has sent its last signal, or its subscription
   * was cancelled.
   */
  @SuppressWarnings("unchecked") // it emits what the body's publisher emits
  public <T> Flow.Publisher<T> publish(Permit.Body<? extends Flow.Publisher<T>> body) {
    return (Flow.Publisher<T>)
        MethodGuard.publish(this::guarded, call -> body.run(new Permit(call)));
  }

  private GuardedCall guarded() {
    Admission found = limiter.resolved();
    return settings.guarded(found, terms(found));
  }

  private Terms terms(Admission found) {
    Known last = known;
    if (last == null || last.limiter != found) {
      long maxWait = settings.maxWait(found);
      boolean isFixed = settings.stated().isFixed(found);
      last = new Known(found, maxWait, isFixed ? settings.terms(found, maxWait) : null);
      known = last;
    }
    return last.terms == null ? settings.terms(found, last.maxWait) : last.terms;
  }
}
