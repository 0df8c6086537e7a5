package dev.ritmo.benchmarks.cost;

import com.google.common.util.concurrent.RateLimiter;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import io.github.resilience4j.retry.Retry;
import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.core.FaultToleranceContext;
import io.smallrye.faulttolerance.core.Future;
import io.smallrye.faulttolerance.core.Invocation;
import io.smallrye.faulttolerance.core.rate.limit.RateLimit;
import io.smallrye.faulttolerance.core.stopwatch.SystemStopwatch;
import java.time.Duration;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Other libraries called directly, without annotations, under limits that are never exhausted. */
@State(Scope.Benchmark)
public class PeersBenchmark {

  private static final int PLENTY = 1_000_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  private String text = "text";

  private final dev.failsafe.RateLimiter<Object> bursty =
      dev.failsafe.RateLimiter.burstyBuilder(PLENTY, SECOND).build();
  private final dev.failsafe.RateLimiter<Object> smooth =
      dev.failsafe.RateLimiter.smoothBuilder(PLENTY, SECOND).build();
  private final FailsafeExecutor<Object> failsafe =
      Failsafe.with(
          RetryPolicy.builder().withBackoff(SECOND, Duration.ofMinutes(1)).build(), bursty);
  private final RateLimiter guava = RateLimiter.create(PLENTY);
  private final Bucket bucket =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(PLENTY).refillGreedy(PLENTY, SECOND))
          .build();
  private final AtomicRateLimiter resilience4j =
      new AtomicRateLimiter(
          "cost",
          RateLimiterConfig.custom()
              .limitForPeriod(PLENTY)
              .limitRefreshPeriod(SECOND)
              .timeoutDuration(Duration.ofMinutes(1))
              .build());
  private final Supplier<String> decorated =
      Retry.decorateSupplier(
          Retry.ofDefaults("cost"),
          io.github.resilience4j.ratelimiter.RateLimiter.decorateSupplier(
              resilience4j, () -> text));
  // its exact window would be an array of PLENTY numbers
  private final RateLimit<String> smallRye =
      new RateLimit<>(
          Invocation.invocation(),
          "cost",
          PLENTY,
          SECOND.toMillis(),
          0,
          RateLimitType.FIXED,
          SystemStopwatch.INSTANCE);

  /** Fixed windows. */
  @Benchmark
  public String failsafeBursty() throws InterruptedException {
    bursty.acquirePermit();
    return text;
  }

  /** Even spacing. */
  @Benchmark
  public String failsafeSmooth() throws InterruptedException {
    smooth.acquirePermit();
    return text;
  }

  /** Fixed windows within retry, as policies of an executor. */
  @Benchmark
  public Object failsafeRetried() {
    return failsafe.get(() -> text);
  }

  /** Even spacing with stored permits. */
  @Benchmark
  public String guava() {
    guava.acquire();
    return text;
  }

  /** A token bucket. */
  @Benchmark
  public String bucket4j() throws InterruptedException {
    bucket.asBlocking().consume(1);
    return text;
  }

  /** Fixed windows. */
  @Benchmark
  public String resilience4j() {
    resilience4j.acquirePermission();
    return text;
  }

  /** Fixed windows within retry, as decorators of a supplier. */
  @Benchmark
  public String resilience4jRetried() {
    return decorated.get();
  }

  /** Fixed windows; rejects instead of waiting. */
  @Benchmark
  public String smallRye() throws Throwable {
    return smallRye
        .apply(new FaultToleranceContext<>(() -> Future.of(text), false))
        .awaitBlocking();
  }
}
