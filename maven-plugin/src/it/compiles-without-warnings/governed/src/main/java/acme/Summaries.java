package acme;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Whatever is generated for it must compile without warnings. */
class Summaries {

  @RateLimited(calls = 10, period = 1, unit = TimeUnit.MINUTES, limiter = "all", maxWait = 5)
  @RetryOnRateLimit(maxAttempts = 3, retryOn = IOException.class, deadline = 90)
  String summarize(String text) {
    return text;
  }

  @Deprecated
  @RateLimited(calls = 10, burst = 2, period = 1, concurrent = 4)
  @RateLimited(calls = 10, maxWait = RateLimited.FOREVER)
  <T extends Comparable<T>> CompletionStage<T> later(T value) {
    return CompletableFuture.completedFuture(value);
  }

  @RetryOnRateLimit
  static class Nested {
    public int count(int[]... of) {
      return of.length;
    }
  }
}
