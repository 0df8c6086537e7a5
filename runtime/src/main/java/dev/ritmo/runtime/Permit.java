package dev.ritmo.runtime;

import dev.ritmo.rules.Bounds;
import dev.ritmo.runtime.internal.limiter.BackOffAdvice;
import dev.ritmo.runtime.internal.limiter.CallLimiter;
import dev.ritmo.runtime.internal.limiter.Timeline;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The admission of one call: what it has reserved. Close it when the call has ended, best with
 * try-with-resources; a slot is free from then on, and what has not been settled stays reserved. A
 * permit that nobody closes holds its slot for an hour. Safe for use by many threads.
 */
public final class Permit implements AutoCloseable {

  private static final long UNSTATED = -1;

  /** An atomic boolean without an object of its own. */
  private static final VarHandle IS_CLOSED = isClosed();

  private final CallLimiter limiter;
  private final @Nullable Object key;
  private final long arrival;
  private final Weights weights;

  @SuppressWarnings("UnusedVariable") // by the handle
  private volatile boolean isClosed;

  private volatile boolean hasFailed;

  Permit(CallLimiter limiter, @Nullable Object key, long arrival, Weights weights) {
    this.limiter = limiter;
    this.key = key;
    this.arrival = arrival;
    this.weights = weights;
  }

  private static VarHandle isClosed() {
    try {
      return MethodHandles.lookup().findVarHandle(Permit.class, "isClosed", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /**
   * Replaces the tokens reserved by those used, as {@link #settle} does for each kind. Nothing at
   * all is not taken for usage, as providers report it that do not know: it is logged once, and
   * what was reserved stands. Where no request was sent, {@link #giveBack} frees it.
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
        !isClosed && (!limiter.settles() || limiter.permits().settle(key, arrival, input, output)));
  }

  /**
   * Replaces what was reserved of one kind of tokens by what was used. What is left over is free
   * for others at once, if the reservation still counts; what was used beyond it counts from now
   * on, or, as far as it exceeds the limit, from when it fits. Settling again corrects what was
   * settled before. A kind that is not limited is ignored; so is, logged once, what no call can
   * have used: more than ten million, and more than a hundred times the limit.
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
            && (!limiter.settles() || limiter.permits().settle(key, arrival, dimension, used)));
  }

  private void requireSensible(Dimension dimension, long used) {
    if (used < 0 || used > Bounds.MAX_AMOUNT) {
      throw new IllegalArgumentException(
          "Limiter \"%s\" must be told from 0 to %s, but was told %s. Fix: pass what the provider reports."
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
   * The provider has rejected the request by a limit: nobody is admitted until the time it states,
   * if it states one, and the limiter finds out whether less is enforced than what is declared.
   *
   * @param retryAfter what the provider asks for; null if it does not say
   */
  public void rejected(@Nullable Duration retryAfter) {
    rejected(null, retryAfter);
  }

  /**
   * As {@link #rejected(Duration)}, by a limit of this dimension.
   *
   * @param dimension null if the provider does not say
   */
  public void rejected(@Nullable Dimension dimension, @Nullable Duration retryAfter) {
    long stated =
        retryAfter == null || retryAfter.isNegative() ? UNSTATED : Timeline.nanos(retryAfter);
    heed(new Signal(Signal.Kind.REJECTED, dimension, stated));
  }

  /**
   * The request has failed. If the failure says that the provider has rejected it by a limit, that
   * is as {@link #rejected(Duration)}; if it was overloaded and states when to come back, nobody is
   * admitted until then.
   */
  public void failed(Throwable failure) {
    heed(limiter.failures().signal(failure));
  }

  private void heed(Signal signal) {
    hasFailed = true;
    BackOffAdvice unused = limiter.failures().heed(key, arrival, weights, signal);
  }

  /**
   * What the provider says of a limit in the headers of its answer. Where it shows that others use
   * the same account, or that a limit is lower than declared, that is kept until its reset; more is
   * never admitted because of it, and an answer to an earlier request than the last one heard of
   * changes nothing. What makes no sense is logged and ignored.
   *
   * @param limit the amount allowed
   * @param remaining what is left of it
   * @param reset how long until all of it is there again
   */
  public void observe(Dimension dimension, long limit, long remaining, Duration reset) {
    limiter.permits().observe(key, arrival, dimension, limit, remaining, Timeline.nanos(reset));
  }

  /**
   * Undoes the admission, of a call whose request has not been sent, and closes the permit; does
   * nothing if it is closed.
   */
  public void giveBack() {
    if (IS_CLOSED.compareAndSet(this, false, true)) {
      limiter.permits().giveBack(key, arrival, weights);
    }
  }

  /** Ends the call; again it does nothing. */
  @Override
  public void close() {
    boolean isHeard = limiter.settles() || limiter.isWatching();
    if (IS_CLOSED.compareAndSet(this, false, true) && isHeard) {
      Inference.Outcome outcome = hasFailed ? Inference.Outcome.UNKNOWN : Inference.Outcome.SERVED;
      limiter.permits().close(key, arrival, weights, outcome);
    }
  }

  /** What runs with a permit. */
  @FunctionalInterface
  public interface Body<T> {

    /**
     * Makes the call; what it has used is to be settled here.
     *
     * @param permit of this attempt; closed when the body has ended
     */
    T run(Permit permit) throws Exception;
  }
}
