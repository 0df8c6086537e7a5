package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Watches governed calls from inside: for spans, for values that logs should carry, for events of
 * the flight recorder. It is called synchronously, by the thread that makes the call, waits or runs
 * the body; what it does there makes the call slower.
 *
 * <p>One is found as a service ({@link java.util.ServiceLoader}), by the class loader of Ritmo, or
 * is given to {@link dev.ritmo.runtime.Ritmo#listen(CallObserver)}. Where there is none, a call
 * pays for one volatile read. It must be safe for use by many threads. What it throws is swallowed,
 * counted, and logged once.
 *
 * <p>A call is told like this, whether it blocks, returns a future, or is a subscription; a call
 * that need not wait has no wait:
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
 * <p>Each start has one end, on whatever thread it happens. A future or a subscription that is
 * cancelled by another thread ends its call at once; a wait or an attempt that starts at that
 * moment may end a little later, and a body that runs leaves its thread when it returns. Calls
 * within a call are calls of their own.
 *
 * <p>No key, prompt or answer is told, except what a {@link Throwable} carries.
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
   * A call is made, on the thread of its caller, before it asks for admission.
   *
   * @return what hears of the rest; null to hear no more of this call
   */
  @Nullable CallScope callStarted(Call call);

  /** What is known of a call. Made by Ritmo; later versions may tell more. */
  interface Call {

    /** The name of the limiter. */
    String limiter();

    /**
     * The governed method, with its class and the types of its parameters; empty for a call that a
     * program makes.
     */
    Optional<String> method();
  }

  /** What is known of a wait when it starts. Made by Ritmo; later versions may tell more. */
  interface Wait {

    /** What the call waits for. */
    WaitCause cause();

    /**
     * How long it takes as things stand; empty where that depends on when other calls end. Never
     * negative.
     */
    Optional<Duration> expected();
  }

  /** What a call waits for. What it waits for later in the same wait is not told. */
  enum WaitCause {
    /** An amount per period, or calls that go first. */
    LIMIT,
    /** A slot that another call holds. */
    SLOT,
    /** The end of a pause, which the provider or a program has asked for. */
    PAUSE,
    /** The time before which its next attempt must not start. */
    BACKOFF
  }

  /** How a call, a wait or an attempt has ended. */
  enum Outcome {
    /** The wait is over, and an attempt starts. */
    ADMITTED,
    /** The body has ended well, or the call has. */
    RETURNED,
    /** The body has failed; the call ends with the failure. */
    FAILED,
    /** The limiter has refused the call; its body has not run. */
    REFUSED,
    /** The thread was interrupted while it waited, or the future or subscription was cancelled. */
    CANCELLED
  }

  /** What has started and will end. */
  @FunctionalInterface
  interface Scope {

    /**
     * It has ended; called once.
     *
     * @param failure what it ended with; null if it ended well, or was cancelled by a subscriber
     */
    void ended(Outcome outcome, @Nullable Throwable failure);
  }

  /** A call. */
  interface CallScope extends Scope {

    /**
     * The call has to wait. Called on the thread that waits, or, of a call that holds no thread, on
     * the thread that adds it to the queue.
     *
     * @return what hears of the end; null for nothing
     */
    default @Nullable Scope waitStarted(Wait wait) {
      return null;
    }

    /**
     * An attempt starts, on the thread that runs its body next.
     *
     * @param number 1 for the first
     * @return what hears of the end; null for nothing
     */
    default @Nullable AttemptScope attemptStarted(int number) {
      return null;
    }
  }

  /** An attempt. */
  interface AttemptScope extends Scope {

    /**
     * The body has returned or thrown, on the thread that ran it: the time to take back what {@link
     * CallScope#attemptStarted} has set there. An attempt whose body has returned a future or a
     * publisher goes on.
     */
    default void bodyLeft() {}
  }
}
