package acme.limits;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@RateLimited(calls = 100)
@RateLimited(calls = 5_000, period = 1, unit = TimeUnit.DAYS)
@RetryOnRateLimit(
    initialDelay = 1,
    unit = TimeUnit.MILLISECONDS,
    retryOn = IllegalStateException.class)
public @interface OpenAiCall {

  String limiter() default "openai";

  int maxAttempts() default 2;
}
