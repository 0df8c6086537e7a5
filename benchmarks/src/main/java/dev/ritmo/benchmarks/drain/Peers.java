package dev.ritmo.benchmarks.drain;

import com.google.common.util.concurrent.RateLimiter;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.Invocation;
import io.smallrye.faulttolerance.core.rate.limit.RateLimit;
import io.smallrye.faulttolerance.core.stopwatch.SystemStopwatch;
import java.time.Duration;

/**
 * Other libraries, each with the same exponential retry outside its limiter: its own, or that of
 * Failsafe where it has none that waits.
 */
final class Peers {

  /** The first included. */
  static final int ATTEMPTS = 21;

  private static final Duration FIRST_DELAY = Duration.ofMillis(500);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(8);
  private static final double GROWTH = 2;
  private static final double JITTER = 0.5;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private Peers() {}

  static Caller resilience4j(Caller bare, Terms terms) {
    var limiter =
        io.github.resilience4j.ratelimiter.RateLimiter.of(
            "drain",
            RateLimiterConfig.custom()
                .limitForPeriod(terms.limit())
                .limitRefreshPeriod(terms.period())
                .timeoutDuration(LONGEST_WAIT)
                .build());
    var retry =
        Retry.of(
            "drain",
            RetryConfig.custom()
                .maxAttempts(ATTEMPTS)
                .intervalFunction(
                    IntervalFunction.ofExponentialRandomBackoff(
                        FIRST_DELAY, GROWTH, JITTER, LONGEST_DELAY))
                .retryOnException(terms.isRejection())
                .build());
    return number -> {
      try {
        Retry.decorateCheckedRunnable(
                retry,
                io.github.resilience4j.ratelimiter.RateLimiter.decorateCheckedRunnable(
                    limiter, terms.weight(number), () -> bare.call(number)))
            .run();
      } catch (Throwable e) {
        throw asException(e);
      }
    };
  }

  static Caller bucket4j(Caller bare, Terms terms) {
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                limit -> limit.capacity(terms.limit()).refillGreedy(terms.limit(), terms.period()))
            .build();
    return retried(
        terms,
        number -> {
          bucket.asBlocking().consume(terms.weight(number));
          bare.call(number);
        });
  }

  static Caller guava(Caller bare, Terms terms) {
    double perSecond = terms.limit() * 1e9 / terms.period().toNanos();
    RateLimiter limiter = RateLimiter.create(perSecond);
    return retried(
        terms,
        number -> {
          limiter.acquire(terms.weight(number));
          bare.call(number);
        });
  }

  static Caller failsafeSmooth(Caller bare, Terms terms) {
    return failsafe(
        bare, terms, dev.failsafe.RateLimiter.smoothBuilder(terms.limit(), terms.period()).build());
  }

  static Caller failsafeBursty(Caller bare, Terms terms) {
    return failsafe(
        bare, terms, dev.failsafe.RateLimiter.burstyBuilder(terms.limit(), terms.period()).build());
  }

  /** Refuses instead of waiting, so that all waiting is up to the retry. */
  static Caller smallRye(Caller bare, Terms terms) {
    RateLimit<Boolean> limiter =
        new RateLimit<>(
            Invocation.invocation(),
            "drain",
            terms.limit(),
            terms.period().toMillis(),
            0,
            RateLimitType.ROLLING,
            SystemStopwatch.INSTANCE);
    return retried(
        terms,
        number -> {
          var context =
              new FaultToleranceContext<Boolean>(
                  () ->
                      Future.from(
                          () -> {
                            bare.call(number);
                            return true;
                          }),
                  false);
          try {
            limiter.apply(context).awaitBlocking();
          } catch (Throwable e) {
            throw asException(e);
          }
        });
  }

  private static Caller failsafe(
      Caller bare, Terms terms, dev.failsafe.RateLimiter<Object> limiter) {
    return retried(
        terms,
        number -> {
          limiter.acquirePermits(terms.weight(number));
          bare.call(number);
        });
  }

  private static Caller retried(Terms terms, Caller limited) {
    FailsafeExecutor<Object> executor = Failsafe.with(retry(terms));
    return number -> executor.run(() -> limited.call(number));
  }

  private static RetryPolicy<Object> retry(Terms terms) {
    RetryPolicyBuilder<Object> retry = RetryPolicy.builder();
    return retry
        .handleIf(
            failure -> terms.isRejection().test(failure) || failure instanceof RateLimitException)
        .withBackoff(FIRST_DELAY, LONGEST_DELAY, GROWTH)
        .withJitter(JITTER)
        .withMaxAttempts(ATTEMPTS)
        .build();
  }

  private static Exception asException(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (Exception) failure;
  }
}
