package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Limits how often a method is called, and how many tokens its calls use: never more than {@link
 * #calls} and {@link #tokens} in <em>any</em> window of one {@link #period}, wherever the window
 * starts, and never more than {@link #concurrent} calls at the same time. At least one of these is
 * required.
 *
 * <p>It can be repeated, for limits with several periods. A call takes all of them together, or
 * waits without holding any. They belong to one limiter and share one wait: write {@link #limiter}
 * and {@link #maxWait} on one of them, or the same on several, and {@link #concurrent} on one. Two
 * annotations cannot limit the same dimension for the same period.
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
 * {@link #maxWait}. A call whose turn would come later is refused without waiting, with a {@code
 * dev.ritmo.runtime.RateLimitExceededException} that says when to come back. A caller that is
 * interrupted while it waits gets a {@code dev.ritmo.runtime.InterruptedWaitException}, with its
 * interrupt flag set, and the calls behind it move up. Once the body of the method has started, the
 * call counts, whatever its outcome.
 *
 * <p>A method that returns a {@code CompletionStage} or {@code CompletableFuture} never blocks its
 * caller: its future completes after the call has been admitted and its body has finished. A
 * refusal fails that future.
 *
 * <p>On a type, it governs the public methods declared there, which then share one limiter, except
 * the methods of {@code Object}, record accessors, {@code main}, and {@code values} and {@code
 * valueOf} of an enum. A method's own annotation replaces that of its type.
 *
 * <p>With a {@link #key}, the limits of the annotation hold for each user, tenant or model
 * separately. Limits of annotations without a key hold for all calls together:
 *
 * <pre>{@code
 * @RateLimited(calls = 10, key = "request.user.id")
 * @RateLimited(calls = 500, tokens = 200_000)
 * String ask(Request request) {
 *   return model.chat(request.text());
 * }
 * }</pre>
 *
 * <p>Tokens are reserved before a call and settled after it. The tokens of the prompt are estimated
 * from the parameters that hold text, or from those annotated with {@link Prompt}; the tokens of
 * the answer are estimated from the last answers. The tokens actually used are read from the
 * result, if its type reports them; otherwise the reservation stands.
 *
 * <p>On an annotation type, it makes that a composed annotation: put on a method or a type, it
 * stands for the annotations it carries. Its elements override those of the same name and type in
 * the annotations it carries. A composed annotation needs run-time retention, and cannot carry
 * another composed annotation.
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
 * <p>Limits apply within one process.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(RateLimited.List.class)
public @interface RateLimited {

  /** The value of {@link #maxWait} for no bound. */
  long FOREVER = Long.MAX_VALUE;

  /**
   * The most calls admitted in any window of one {@link #period}; at least 1. It may be left out if
   * {@link #concurrent} or tokens are limited; calls are then not limited by time.
   */
  int calls() default Integer.MIN_VALUE;

  /**
   * The most {@link #calls} admitted back to back; from 1 to {@code calls}. A smaller burst spreads
   * the calls: at most {@code burst} are admitted in any {@code period * burst / calls}. With 60
   * calls a minute and a burst of 1, calls are at least a second apart. By default, it equals
   * {@code calls}, so that all of them may be admitted at once.
   */
  int burst() default Integer.MIN_VALUE;

  /**
   * The most calls in flight at the same time; at least 1. A call is in flight from its admission
   * until its body ends, whatever its outcome; if it returns a future, until that completes. A call
   * that waits for a retry is not in flight. By default, there is no such limit.
   */
  int concurrent() default Integer.MIN_VALUE;

  /**
   * The most tokens, of prompts and answers together, in any window of one {@link #period}; from 2
   * to 10<sup>15</sup>. A call estimated to need more waits until the whole limit is free, and then
   * takes all of it. By default, there is no such limit.
   */
  long tokens() default 0;

  /**
   * The most tokens of prompts in any window of one {@link #period}; from 1 to 10<sup>15</sup>. By
   * default, there is no such limit.
   */
  long inputTokens() default 0;

  /**
   * The most tokens of answers in any window of one {@link #period}; from 1 to 10<sup>15</sup>. By
   * default, there is no such limit.
   */
  long outputTokens() default 0;

  /** The length of the window, in {@link #unit}; at least 1, and at most 146 years. */
  long period() default 60;

  /** The unit of {@link #period} and {@link #maxWait}. */
  TimeUnit unit() default TimeUnit.SECONDS;

  /**
   * The entry of the plan file from which the limits are taken: the name of an account and of one
   * of its models, such as {@code openai/gpt-4o}. The file is read at compile time. {@code
   * -Aritmo.plan} names it; the Maven plugin uses {@code ritmo-plan.yaml} beside the pom.
   *
   * <p>Without numbers, the limiter has all limits of the entry, and is named after it, so that all
   * methods that name the entry share it. With numbers, the limiter takes a share: it must fit into
   * the entry together with all other limiters that draw on it. Dimensions without numbers keep the
   * limits of the entry. The limits hold for all calls together; write limits for each {@link #key}
   * in another annotation beside it.
   */
  String plan() default "";

  /**
   * The name of the limiter. Methods that name the same limiter share it, and must declare the same
   * limits. By default, a method has a limiter of its own, named after the method and its parameter
   * types ({@code com.acme.Summaries.summarize(String)}); methods governed through their type share
   * one, named after the type; and a method with a {@link #plan} and no numbers uses the one named
   * after the entry.
   */
  String limiter() default "";

  /**
   * The key of a call: a parameter, or a path from it over methods without parameters, record
   * components or public fields, such as {@code userId} or {@code request.user.id}. Calls with
   * equal keys share the limits of this annotation and one queue, separately from other keys. All
   * calls with a null on the path share one key. By default, there is no key, and the limits hold
   * for all calls together.
   *
   * <p>The path is checked at compile time. It is evaluated before admission, on the thread of the
   * caller, and an exception from it reaches the caller. Keys are compared by {@code equals}, and
   * are neither logged nor shown. Up to 100,000 keys have a state of their own at a time; further
   * keys share one.
   */
  String key() default "";

  /**
   * The maximum wait for admission, in {@link #unit}, from the arrival of the call or, for a retry,
   * from the end of its back-off. With {@code 0}, a call that cannot be admitted at once is
   * refused; {@link #FOREVER} sets no bound. The default is one minute, whatever the unit, plus
   * what margins and a cold start can add: less than six seconds unless the setup of the limiter is
   * changed.
   */
  long maxWait() default Long.MIN_VALUE;

  /** The container of repeated annotations; written by the compiler. */
  @Target({ElementType.METHOD, ElementType.TYPE})
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {

    /** The annotations, in the order in which they are written. */
    RateLimited[] value();
  }
}
