package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Calls a method again when it fails because the provider rejected the request by a limit (429), is
 * overloaded (503, 529), or timed out. Other failures end the call as they are, and so does the
 * last failure when no attempt is left: the exception thrown is the provider's, unchanged.
 *
 * <p>A retry waits in the limiter of the method, for the back-off or for the time that the provider
 * stated, and takes a new permit of {@link RateLimited}. Among the calls that are due it stands
 * where its first attempt stood. A method without {@code @RateLimited} gets a limiter without
 * limits. A time stated by the provider replaces the back-off, and pauses everybody who shares the
 * limiter; a time beyond {@link #maxDelay} or {@link #deadline} ends the call at once.
 *
 * <p>The body may run several times, so it should be safe to repeat. A time-out does not say
 * whether the provider did the work: retrying it may pay twice; {@link #abortOn} leaves it out.
 *
 * <p>A method that returns a {@code CompletionStage} or {@code CompletableFuture} is retried when
 * that future fails. On a type it governs the same methods as {@link RateLimited} does; a method's
 * own annotation wins over that of its type.
 *
 * <p>On an annotation type it makes a composed annotation; see {@link RateLimited}.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RetryOnRateLimit {

  /** The most attempts, the first included; at least 1. */
  int maxAttempts() default 5;

  /**
   * The delay before the second attempt, in {@link #unit}; not negative, and at most {@link
   * #maxDelay}. Left out, it is one second, whatever the unit, or {@link #maxDelay} if that is
   * less.
   */
  long initialDelay() default Long.MIN_VALUE;

  /**
   * The longest delay, in {@link #unit}. The back-off grows no further than this; a time stated by
   * the provider that is later ends the call. Left out, it is sixty seconds, whatever the unit, or
   * {@link #initialDelay} if that is more.
   */
  long maxDelay() default Long.MIN_VALUE;

  /** The factor by which the delay grows from attempt to attempt; at least 1. */
  double multiplier() default 2.0;

  /**
   * The share of a delay, from 0 to 1, up to which a random time is added. Nothing is ever taken
   * off, and nothing is added to a time that the provider stated.
   */
  double jitter() default 0.2;

  /**
   * The total time for all attempts and waits, in {@link #unit}, from the arrival of the call; at
   * least 1. After it neither a wait nor an attempt begins; an attempt that runs is not stopped.
   * Left out, there is none.
   */
  long deadline() default Long.MIN_VALUE;

  /** The unit of {@link #initialDelay}, {@link #maxDelay} and {@link #deadline}. */
  TimeUnit unit() default TimeUnit.SECONDS;

  /** Failures to retry as well, themselves or as a cause, in addition to what is recognised. */
  Class<? extends Throwable>[] retryOn() default {};

  /** Failures not to retry, themselves or as a cause; wins over everything else. */
  Class<? extends Throwable>[] abortOn() default {};
}
