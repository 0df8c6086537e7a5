package dev.ritmo.langchain4j;

import dev.langchain4j.service.TokenStream;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;
import java.util.concurrent.Flow;

/** An AI service that is retried, as it should not be if it has a memory. */
@SuppressWarnings("ritmo:RepeatUnsafe")
interface Chat {

  @RateLimited(calls = 5, period = 10, limiter = "chat")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  String chat(String message);

  @RateLimited(calls = 2, period = 10, concurrent = 1, limiter = "streams")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  TokenStream stream(String message);

  @RateLimited(tokens = 1_000, limiter = "tokens")
  TokenStream streamTokens(String message);

  @RateLimited(calls = 5, period = 10, limiter = "chat")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  Flow.Publisher<String> publish(String message);
}
