package acme;

import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Its decorator compiles under -Xlint:all -Werror, as the whole project does. */
public interface Assistant extends Model<String> {

  @RateLimited(calls = 2, maxWait = 0, limiter = "chat")
  @RetryOnRateLimit(
      maxAttempts = 3,
      initialDelay = 1,
      unit = TimeUnit.MILLISECONDS,
      retryOn = IOException.class)
  String chat(String message, Object... more) throws IOException;

  @RateLimited(calls = 1, maxWait = 0, limiter = "later")
  CompletableFuture<String> later(String message);

  @RateLimited(calls = 1, maxWait = 0, limiter = "count")
  int count();

  @RateLimited(calls = 100, limiter = "twice")
  default String twice(String message) {
    return ask(message) + ask(message);
  }

  boolean plain();
}
