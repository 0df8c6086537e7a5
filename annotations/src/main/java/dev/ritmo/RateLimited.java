package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Limits how often a method is called: never more than {@link #calls} in <em>any</em> window as
 * long as one {@link #period}, wherever the window starts.
 *
 * <p>A call that would exceed the limit waits for its turn, first come, first served, for at most
 * {@link #maxWait}. A call whose turn would come later than that is refused without waiting, with a
 * {@code dev.ritmo.runtime.RateLimitExceededException} that says when to come back. A caller that
 * is interrupted while it waits gets a {@code dev.ritmo.runtime.InterruptedWaitException}, its
 * interrupt flag set, and its place goes to those behind it. Once the body of the method has
 * started, the call counts, whatever its outcome.
 *
 * <p>A method that returns a {@code CompletionStage} or {@code CompletableFuture} never blocks its
 * caller: the future it returns completes after the call has been admitted and its body has
 * finished; a refusal is a failure of that future.
 *
 * <p>On a type it governs the public methods declared there, which then share one limiter, without
 * the methods of {@code Object}, record accessors, {@code main}, and {@code values} and {@code
 * valueOf} of an enum. A method's own annotation wins over that of its type.
 *
 * <p>Limits hold within one process.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RateLimited {

  /** The value of {@link #maxWait} for a call that waits as long as it takes. */
  long FOREVER = Long.MAX_VALUE;

  /** The most calls admitted in any window of one {@link #period}; at least 1. */
  int calls();

  /** The length of the window, in {@link #unit}; at least 1, and at most 146 years. */
  long period() default 60;

  /** The unit of {@link #period} and {@link #maxWait}. */
  TimeUnit unit() default TimeUnit.SECONDS;

  /**
   * The name of the limiter. Methods that name the same limiter share it; all of them must declare
   * the same limits. By default a method has a limiter of its own, named after the method and its
   * parameter types ({@code com.acme.Summaries.summarize(String)}), and the methods governed
   * through their type share one, named after the type.
   */
  String limiter() default "";

  /**
   * The longest wait for admission, in {@link #unit}, from the arrival of the call, or, for a
   * retry, from the time before which it must not start. {@code 0} refuses at once what cannot be
   * admitted at once; {@link #FOREVER} waits as long as it takes. Left out, it is one minute,
   * whatever the unit, and the small margin that the limiter keeps windows longer than a period.
   */
  long maxWait() default Long.MIN_VALUE;
}
