package dev.ritmo.runtime;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.internal.call.GuardedCall;
import dev.ritmo.runtime.internal.limiter.Admission;
import dev.ritmo.runtime.internal.limiter.Enclosing;
import dev.ritmo.runtime.internal.limiter.Terms;
import dev.ritmo.runtime.internal.limiter.feedback.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.feedback.LimiterLog;
import dev.ritmo.runtime.internal.limiter.feedback.Usage;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.tokens.PromptTokens;
import dev.ritmo.runtime.internal.tokens.TokenServices;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Observation;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The permission to make one call, with what is reserved for it. Close it when the call has ended,
 * ideally with try-with-resources: this frees the slot; tokens that were not settled stay reserved.
 * A permit that is never closed holds its slot for an hour. Thread-safe.
 */
public final class Permit implements AutoCloseable {

  private static final long UNSTATED = -1;

  /** Saves an {@code AtomicBoolean} per permit. */
  private static final VarHandle IS_CLOSED = isClosed();

  private final Admission limiter;
  private final @Nullable Object key;
  private final long arrival;
  private final Terms terms;

  @SuppressWarnings("UnusedVariable") // by the handle
  private volatile boolean isClosed;

  private volatile boolean hasFailed;

  Permit(Admission limiter, @Nullable Object key, long arrival, Terms terms) {
    this.limiter = limiter;
    this.key = key;
    this.arrival = arrival;
    this.terms = terms;
  }

  /** Of a call that was admitted. */
  Permit(GuardedCall call) {
    this(call.guard().limiter(), call.key(), call.arrival(), call.terms());
  }

  private static VarHandle isClosed() {
    try {
      return MethodHandles.lookup().findVarHandle(Permit.class, "isClosed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Replaces the reserved tokens by those used, as {@link #settle} does for each kind. Zero for
   * both is ignored and logged once, because some providers report it when they do not know; the
   * reservation then stands. If no request was sent, use {@link #giveBack} instead.
   *
   * @param input tokens of the prompt
   * @param output tokens of the answer
   * @throws IllegalArgumentException if one is negative, or both are more than 10<sup>15</sup>
   * @throws IllegalStateException if the permit is closed
   */
  public void used(long input, long output) {
    requireSensible(Dimension.INPUT_TOKENS, input);
    requireSensible(Dimension.OUTPUT_TOKENS, output);
    requireSensible(Dimension.TOKENS, input + output);
    requireOpen(
        !isClosed
            && (!limiter.tracksPermits()
                || limiter.settle(key, arrival, Usage.tokens(input, output))));
  }

  /**
   * Replaces the reserved tokens of one kind by those used. A surplus is free for other calls at
   * once, if the reservation still counts. Overuse counts from now on; the part that exceeds the
   * limit counts from when it fits. Settling again corrects the previous value. A kind that is not
   * limited is ignored. An amount that no call can have used, more than ten million and more than a
   * hundred times the limit, is ignored too and logged once.
   *
   * @throws IllegalArgumentException if it is negative or more than 10<sup>15</sup>, or the
   *     dimension is not one of tokens
   * @throws IllegalStateException if the permit is closed
   */
  public void settle(Dimension dimension, long used) {
    if (dimension == Dimension.CALLS || dimension == Dimension.SLOTS) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" settles tokens, but was given %s. Fix: calls count as they are, and slots are free when the permit is closed."
              .formatted(limiter.name(), dimension));
    }
    requireSensible(dimension, used);
    requireOpen(
        !isClosed
            && (!limiter.tracksPermits()
                || limiter.settle(key, arrival, Usage.of(dimension, used))));
  }

  /**
   * Settles as {@link #used} does, with what an answer reports: as a {@link
   * dev.ritmo.runtime.spi.HasTokenUsage}, or to a {@link dev.ritmo.runtime.spi.UsageReader}. If it
   * reports nothing, what was reserved stands. Does nothing if the permit is closed.
   *
   * @param answer may be null
   */
  public void usedBy(@Nullable Object answer) {
    if (settlesTokens()) {
      limiter.settleByResult(key, arrival, answer);
    }
  }

  /**
   * Settles a call whose answer was cut off: the prompt counts as it was reserved, and the answer
   * as the estimated tokens of what was received. Does nothing if the permit is closed.
   */
  public void cutOff(CharSequence received) {
    if (settlesTokens()) {
      long prompt = terms.weights().of(Dimension.INPUT_TOKENS);
      long answer = new PromptTokens(TokenServices.current()).of(received);
      boolean unused = limiter.settle(key, arrival, Usage.cutOff(prompt, answer));
    }
  }

  private boolean settlesTokens() {
    return !isClosed && limiter.tracksPermits() && limiter.limits().limitsTokens();
  }

  private void requireSensible(Dimension dimension, long used) {
    if (used < 0 || used > Bounds.MAX_AMOUNT) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be given from 0 to %s, but was given %s. Fix: pass what the provider reports."
              .formatted(limiter.name(), dimension.text(Bounds.MAX_AMOUNT), used));
    }
  }

  private void requireOpen(boolean isOpen) {
    if (!isOpen) {
      throw new IllegalStateException(
          "A permit of limiter \"%s\" must be open to be settled, but is closed. Fix: settle before closing."
              .formatted(limiter.name()));
    }
  }

  /**
   * Reports that a limit of the provider has rejected the request. No call is admitted until the
   * time it states, if it states one, and the limiter infers whether the provider enforces less
   * than the declared limits.
   *
   * @param retryAfter what the provider asks for; null if it does not say
   */
  public void rejected(@Nullable Duration retryAfter) {
    rejected(null, retryAfter);
  }

  /**
   * As {@link #rejected(Duration)}, for a limit of this dimension.
   *
   * @param dimension null if the provider does not say
   */
  public void rejected(@Nullable Dimension dimension, @Nullable Duration retryAfter) {
    long stated =
        retryAfter == null || retryAfter.isNegative() ? UNSTATED : Timeline.nanos(retryAfter);
    record(new Signal(Signal.Kind.REJECTED, dimension, stated));
  }

  /**
   * Reports that the request has failed. If the failure is a rejection by a limit of the provider,
   * this is as {@link #rejected(Duration)}. If the provider is overloaded and states when to come
   * back, no call is admitted until then.
   *
   * @return what the failure means
   */
  @CanIgnoreReturnValue
  public Signal failed(Throwable failure) {
    Signal signal = Signals.of(failure, limiter.timeline().source().now());
    record(signal);
    return signal;
  }

  /**
   * Takes one retry from the {@linkplain RetryBudget budget} of the limiter, for a program that
   * sends the request again by itself after an overload, or after it was lost.
   *
   * @return false if none is left, and the request should not be sent again
   */
  public boolean drawRetry() {
    return limiter.drawRetry(terms);
  }

  private void record(Signal signal) {
    hasFailed = true;
    BackOffAdvice unused = limiter.failed(key, arrival, terms, signal);
  }

  /**
   * Reports what the headers of an answer say about a limit. If they show that others use the same
   * account, or that the limit is lower than declared, the lower value is enforced until its reset;
   * they never raise a limit. An answer to a request that was sent before the last one reported on
   * changes nothing, nor does one to a closed permit. Implausible values are logged and ignored.
   *
   * @param limit the amount allowed
   * @param remaining what is left of it
   * @param reset the time until the whole limit is available again
   */
  public void observe(Dimension dimension, long limit, long remaining, Duration reset) {
    Observation seen = new Observation(dimension, limit, remaining, Timeline.nanos(reset), 0);
    if (!isClosed) {
      limiter.observe(key, arrival, seen);
    }
  }

  /**
   * Reports the headers of an answer, of a success or a failure, as {@link #observe} does for each
   * limit they state: {@code x-ratelimit-limit-requests}, {@code -remaining-} and {@code -reset-},
   * the same for tokens, with a window ({@code -minute}, {@code -day}), {@code
   * anthropic-ratelimit-*}, and the IETF's {@code RateLimit} fields. Headers that are absent,
   * unknown or implausible are ignored. A limit of another period than those declared, such as a
   * daily one, is kept beside them until its reset. Does not report a failure: see {@link #failed}.
   *
   * @param headers the values by name, in any case
   */
  public void answered(Map<String, List<String>> headers) {
    if (!isClosed) {
      ReportedHeaders.observe(limiter, key, arrival, headers);
    }
  }

  /**
   * Blocks until another request of the same call is admitted, and returns its permit. It takes as
   * much as this one, and waits as long at most; while this permit is open, it runs in the slot of
   * this one and goes before all calls that wait for that slot. Close both.
   *
   * @throws RateLimitExceededException if its turn would come too late, or never
   * @throws InterruptedWaitException if the thread is interrupted before its turn
   */
  public Permit another() {
    long other = limiter.admitWithin(key, terms, Enclosing.slotOf(arrival));
    return new Permit(limiter, key, other, terms);
  }

  /**
   * Reports that the request has failed, as {@link #failed} does, and is sent again by a library.
   * Logs once per limiter what to change. {@linkplain #another() Acquire another permit} for that.
   *
   * @param who sends it again: {@code LangChain4j's own retries}
   * @param fix the line to change: {@code .maxRetries(0) on the builder of the model}
   */
  public void repeated(Throwable failure, String who, String fix) {
    failed(failure);
    if (limiter.takeRetryWarning()) {
      LimiterLog.repeated(limiter.name(), who, fix);
    }
  }

  /**
   * Undoes the admission of a call whose request was not sent, and closes the permit. Does nothing
   * if the permit is closed.
   */
  public void giveBack() {
    if (IS_CLOSED.compareAndSet(this, false, true)) {
      limiter.giveBack(key, arrival, terms);
    }
  }

  /** Ends the call and frees its slot. Closing again does nothing. */
  @Override
  public void close() {
    boolean isTracked = limiter.tracksPermits() || limiter.isWatching();
    if (IS_CLOSED.compareAndSet(this, false, true) && isTracked) {
      Inference.Outcome outcome = hasFailed ? Inference.Outcome.UNKNOWN : Inference.Outcome.SERVED;
      limiter.close(key, arrival, terms, outcome);
    }
  }

  /** A body that runs with a permit. */
  @FunctionalInterface
  public interface Body<T> {

    /**
     * Makes the call, and reports what it has used to the permit.
     *
     * @param permit of this attempt; closed when the body has ended
     */
    T run(Permit permit) throws Exception;
  }
}
