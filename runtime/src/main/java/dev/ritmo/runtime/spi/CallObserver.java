package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Observes governed calls from within: for spans, the MDC of log lines, or flight-recorder events.
 * It is called synchronously, on the thread that makes the call, waits or runs the body, so a slow
 * observer slows down the call.
 *
 * <p>Observers are found by {@link java.util.ServiceLoader}, with the class loader of Ritmo, or
 * given to {@link dev.ritmo.runtime.Ritmo#observe(CallObserver)}. Without one, a call pays for one
 * volatile read. Implementations must be thread-safe. Exceptions that they throw are swallowed,
 * counted, and logged once.
 *
 * <p>The calls to an observer have this order, whether the governed call blocks, returns a future,
 * or is a subscription. A call that need not wait has no wait:
 *
 * <pre>
 * callStarted
 *   waitStarted, ended(ADMITTED)
 *   attemptStarted(1), bodyLeft, ended(FAILED)
 *   waitStarted, ended(ADMITTED)
 *   attemptStarted(2), bodyLeft, ended(RETURNED)
 * ended(RETURNED)
 * </pre>
 *
 * <p>Each start has exactly one end, possibly on another thread. A future or a subscription that is
 * cancelled by another thread ends its call at once; a wait or an attempt that starts at that
 * moment may end a little later, and a running body leaves its thread when it returns. A nested
 * call is reported as a separate call.
 *
 * <p>No key, prompt or answer is passed to an observer, except what a {@link Throwable} carries.
 *
 * <pre>{@code
 * final class Spans implements CallObserver {
 *   public CallScope callStarted(Call call) {
 *     Span span = tracer.spanBuilder("ritmo.call").startSpan();
 *     return new CallScope() {
 *       public AttemptScope attemptStarted(int number) {
 *         Span attempt = tracer.spanBuilder("ritmo.attempt").setParent(context(span)).startSpan();
 *         io.opentelemetry.context.Scope current = attempt.makeCurrent();
 *         return new AttemptScope() {
 *           public void bodyLeft() {
 *             current.close();
 *           }
 *
 *           public void ended(Outcome outcome, Throwable failure) {
 *             attempt.end();
 *           }
 *         };
 *       }
 *
 *       public void ended(Outcome outcome, Throwable failure) {
 *         span.end();
 *       }
 *     };
 *   }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface CallObserver {

  /**
   * A call starts. Called on the thread of the caller, before it requests admission.
   *
   * @return receives what happens next to the call; null to ignore the rest of this call
   */
  @Nullable CallScope callStarted(Call call);

  /** Describes a call. Implemented by Ritmo; later versions may add methods. */
  interface Call {

    /** The name of the limiter. */
    String limiter();

    /**
     * The governed method, with its class and parameter types; empty for a call made by a program
     * through a {@link dev.ritmo.runtime.Limiter}.
     */
    Optional<String> method();

    /**
     * What observers and integrations tell each other about this call, for example the model and
     * the tokens used. Thread-safe; nulls are not allowed. {@link CallAttributes} has names. Never
     * put prompts, answers or keys here.
     *
     * @see dev.ritmo.runtime.Ritmo#currentCall
     */
    Map<String, Object> attributes();

    /**
     * What the failure of the last attempt that failed means. Known when the attempt {@linkplain
     * Scope#ended ends}. Empty if none has failed, or after {@link dev.ritmo.runtime.Ritmo#off}.
     */
    Optional<Signal> lastFailure();
  }

  /** Describes a wait when it starts. Implemented by Ritmo; later versions may add methods. */
  interface Wait {

    /** What the call waits for at the start. */
    WaitCause cause();

    /** The limit in the way at the start, if there is one. */
    Optional<Limit> limit();

    /**
     * How long the call has waited so far for what; all of it once the wait has ended. Causes that
     * it has not waited for are not there.
     */
    Map<WaitCause, Duration> waited();

    /** The expected wait, never negative; empty if it depends on when other calls end. */
    Optional<Duration> expected();
  }

  /** How a call, a wait or an attempt ended. */
  enum Outcome {
    /** The wait is over, and an attempt starts. */
    ADMITTED,
    /** The body, or the whole call, has succeeded. */
    RETURNED,
    /** The body has failed; the call ends with the failure. */
    FAILED,
    /** The limiter has refused the call; its body has not run. */
    REFUSED,
    /** The thread was interrupted while it waited, or the future or subscription was cancelled. */
    CANCELLED
  }

  /** Something that has started and will end. */
  @FunctionalInterface
  interface Scope {

    /**
     * Called exactly once, at the end.
     *
     * @param failure the exception it ended with; null if it succeeded, or was cancelled by a
     *     subscriber
     */
    void ended(Outcome outcome, @Nullable Throwable failure);
  }

  /** A call. */
  interface CallScope extends Scope {

    /**
     * The call has to wait. Called on the thread that waits or, for a call that blocks no thread,
     * on the thread that adds it to the queue.
     *
     * @return receives the end of the wait; null to ignore it
     */
    default @Nullable Scope waitStarted(Wait wait) {
      return null;
    }

    /**
     * An attempt starts. Called on the thread that then runs its body.
     *
     * @param number 1 for the first attempt
     * @return receives the end of the attempt; null to ignore it
     */
    default @Nullable AttemptScope attemptStarted(int number) {
      return null;
    }
  }

  /** An attempt. */
  interface AttemptScope extends Scope {

    /**
     * The body has returned or thrown. Called on the thread that ran it, to undo what {@link
     * CallScope#attemptStarted} has set there. If the body returned a future or a publisher, the
     * attempt is still running.
     */
    default void bodyLeft() {}
  }
}
