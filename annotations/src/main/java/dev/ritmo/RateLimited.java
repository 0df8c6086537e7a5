package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Limits how often a method is called: never more than {@link #calls} in <em>any</em> window as
 * long as one {@link #period}, wherever the window starts, and never more than {@link #concurrent}
 * at the same time; and how many tokens its calls use in such a window. At least one of these is
 * given.
 *
 * <p>It can be repeated, for limits with several periods; a call takes all of them together, or
 * waits without holding any. They belong to one limiter and share one wait: {@link #limiter} and
 * {@link #maxWait} are written on one of them, or the same on several, and {@link #concurrent} on
 * one. No two limit the same in the same period.
 *
 * <pre>{@code
 * @RateLimited(calls = 10, period = 1, concurrent = 4)
 * @RateLimited(calls = 5_000, period = 1, unit = TimeUnit.DAYS)
 * String summarize(String text) {
 *   return model.chat(text);
 * }
 * }</pre>
 *
 * <p>A call that would exceed a limit waits for its turn, first come, first served, for at most
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
 * <p>With a {@link #key}, the limits of the annotation hold for each user, tenant or model on its
 * own. Those of annotations without one hold for all calls together:
 *
 * <pre>{@code
 * @RateLimited(calls = 10, key = "request.user.id")
 * @RateLimited(calls = 500, tokens = 200_000)
 * String ask(Request request) {
 *   return model.chat(request.text());
 * }
 * }</pre>
 *
 * <p>Tokens are reserved before a call and settled after it. Those of the prompt are estimated from
 * the parameters that hold text, or from those that carry {@link Prompt}; those of the answer are
 * taken from the last answers. What was really used is read from the result, where its type reports
 * it; otherwise the reservation stands.
 *
 * <p>On an annotation type it makes a composed annotation, which governs wherever it is put, on a
 * method or on a type, as if what it carries stood there. An element of it overrides the element of
 * the same name and type in what it carries. Composed annotations are kept until run time, and are
 * not carried by others in turn.
 *
 * <pre>{@code
 * @Target({ElementType.METHOD, ElementType.TYPE})
 * @Retention(RetentionPolicy.RUNTIME)
 * @RateLimited(calls = 500, limiter = "openai")
 * @RetryOnRateLimit
 * @interface OpenAiCall {
 *   int maxAttempts() default 3;
 * }
 * }</pre>
 *
 * <p>Limits hold within one process.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RateLimited.List.class)
public @interface RateLimited {

  /** The value of {@link #maxWait} for a call that waits as long as it takes. */
  long FOREVER = Long.MAX_VALUE;

  /**
   * The most calls admitted in any window of one {@link #period}; at least 1. It may be left out
   * when {@link #concurrent} or tokens are given; then calls are not counted by time.
   */
  int calls() default Integer.MIN_VALUE;

  /**
   * The most {@link #calls} admitted back to back; at least 1, and at most {@code calls}. Fewer
   * spread the calls: at most {@code burst} are admitted in any {@code period * burst / calls}. So
   * 60 calls a minute with a burst of 1 are never closer together than a second. Left out, it is as
   * many as {@code calls}, which may then all be admitted at once.
   */
  int burst() default Integer.MIN_VALUE;

  /**
   * The most calls in flight at the same time; at least 1. A call is in flight from its admission
   * until its body ends, whatever its outcome; if it returns a future, until that completes. A call
   * that waits to be tried again is not in flight. Left out, there is no such limit.
   */
  int concurrent() default Integer.MIN_VALUE;

  /**
   * The most tokens, of prompts and answers together, in any window of one {@link #period}; from 2
   * to 10<sup>15</sup>. A call that is estimated to need more than that waits until it can have all
   * of it, and goes alone. Left out, there is no such limit.
   */
  long tokens() default 0;

  /**
   * The most tokens of prompts in any window of one {@link #period}; from 1 to 10<sup>15</sup>.
   * Left out, there is no such limit.
   */
  long inputTokens() default 0;

  /**
   * The most tokens of answers in any window of one {@link #period}; from 1 to 10<sup>15</sup>.
   * Left out, there is no such limit.
   */
  long outputTokens() default 0;

  /** The length of the window, in {@link #unit}; at least 1, and at most 146 years. */
  long period() default 60;

  /** The unit of {@link #period} and {@link #maxWait}. */
  TimeUnit unit() default TimeUnit.SECONDS;

  /**
   * The entry of the plan file that the limits are taken from: the name of an account and of one of
   * its models, {@code openai/gpt-4o}. The compiler reads the file; it is named by {@code
   * -Aritmo.plan}, and the Maven plugin finds {@code ritmo-plan.yaml} beside the pom.
   *
   * <p>Without numbers beside it, the limiter has all limits of the entry, and is named after it,
   * so that all methods that take the entry share it. Numbers are a share of it: what they let pass
   * in a period of the entry must fit, together with all other limiters that draw on the same
   * entry. Limits in dimensions that the numbers leave out are those of the entry. It holds for all
   * calls together; limits for each {@link #key} are written in another annotation beside it.
   */
  String plan() default "";

  /**
   * The name of the limiter. Methods that name the same limiter share it; all of them must declare
   * the same limits. By default a method has a limiter of its own, named after the method and its
   * parameter types ({@code com.acme.Summaries.summarize(String)}), and the methods governed
   * through their type share one, named after the type. One that takes all of a {@link #plan} is
   * named after that.
   */
  String limiter() default "";

  /**
   * What the key of a call is taken from: a parameter, or a path of methods without parameters,
   * record components or public fields from it, such as {@code userId} or {@code request.user.id}.
   * Calls with equal keys share the limits of this annotation, and a line; others do not notice
   * them. A null anywhere on the path is one more key, shared by all calls that meet one. Left out,
   * the limits hold for all calls together.
   *
   * <p>The compiler resolves the path. It runs before admission, on the thread of the caller, and
   * what it throws reaches the caller. Keys are compared by {@code equals}, and neither logged nor
   * shown. Up to 100,000 keys have a state of their own at a time; those beyond share one.
   */
  String key() default "";

  /**
   * The longest wait for admission, in {@link #unit}, from the arrival of the call, or, for a
   * retry, from the time before which it must not start. {@code 0} refuses at once what cannot be
   * admitted at once; {@link #FOREVER} waits as long as it takes. Left out, it is one minute,
   * whatever the unit, and what margins and a cold start can add to that, less than six seconds
   * unless the setup of the limiter is changed.
   */
  long maxWait() default Long.MIN_VALUE;

  /** Several on one method or type; written by the compiler when the annotation is repeated. */
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {

    /** The annotations, in the order in which they are written. */
    RateLimited[] value();
  }
}
