package dev.ritmo.langchain4j;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.UserMessage;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;

/** An AI service with a memory for each user. */
@SuppressWarnings("ritmo:RepeatUnsafe")
interface UserChat {

  @RateLimited(calls = 5, period = 10, limiter = "chat")
  @RetryOnRateLimit(initialDelay = 1, jitter = 0)
  String chat(@MemoryId String user, @UserMessage String message);
}
