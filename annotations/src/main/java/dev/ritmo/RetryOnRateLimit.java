package dev.ritmo;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

/**
 * Calls a method again when it fails because a limit of the provider rejected the request (429), or
 * because the provider was overloaded (503, 529) or timed out. Any other failure ends the call, and
 * so does the failure of the last attempt; the exception is thrown unchanged.
 *
 * <p>A retry waits in the limiter of the method, for the back-off or for the time that the provider
 * stated, and takes a new permit of {@link RateLimited}. Among the calls that are due, it keeps the
 * place of its first attempt. A method without {@code @RateLimited} gets a limiter without limits.
 * A time stated by the provider replaces the back-off, and pauses the whole limiter; a time beyond
 * {@link #maxDelay} or {@link #deadline} ends the call at once.
 *
 * <p>The body may run several times, so it should be safe to repeat. After a time-out, the provider
 * may have done the work, so a retry may be charged twice; {@link #abortOn} excludes time-outs.
 *
 * <p>A method that returns a {@code CompletionStage} or {@code CompletableFuture} is retried when
 * that future fails. On a type, it governs the same methods as {@link RateLimited}; a method's own
 * annotation replaces that of its type.
 *
 * <p>On an annotation type, it makes that a composed annotation; see {@link RateLimited}.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface RetryOnRateLimit {

  /** The most attempts, the first included; at least 1. */
  int maxAttempts() default 5;

  /**
   * The delay before the second attempt, in {@link #unit}; from 0 to {@link #maxDelay}. The default
   * is one second, whatever the unit, or {@link #maxDelay} if that is less.
   */
  long initialDelay() default Long.MIN_VALUE;

  /**
   * The longest delay, in {@link #unit}. The back-off does not grow beyond it; a longer time stated
   * by the provider ends the call. The default is sixty seconds, whatever the unit, or {@link
   * #initialDelay} if that is more.
   */
  long maxDelay() default Long.MIN_VALUE;

  /** The factor by which the delay grows from attempt to attempt; at least 1. */
  double multiplier() default 2.0;

  /**
   * The largest random addition to a delay, as a share of it from 0 to 1. A delay is never
   * shortened, and a time stated by the provider is not extended.
   */
  double jitter() default 0.2;

  /**
   * The total time for all attempts and waits, in {@link #unit}, from the arrival of the call; at
   * least 1. After that, neither a wait nor an attempt starts; a running attempt is not stopped. By
   * default, there is none.
   */
  long deadline() default Long.MIN_VALUE;

  /** The unit of {@link #initialDelay}, {@link #maxDelay} and {@link #deadline}. */
  TimeUnit unit() default TimeUnit.SECONDS;

  /**
   * Failures to retry in addition to the recognised ones; they match the exception itself or a
   * cause.
   */
  Class<? extends Throwable>[] retryOn() default {};

  /**
   * Failures not to retry; they match the exception itself or a cause. Takes precedence over
   * everything else.
   */
  Class<? extends Throwable>[] abortOn() default {};
}
