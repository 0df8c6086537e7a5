package dev.ritmo.samples.aiservice;

import dev.langchain4j.service.MemoryId;
import dev.langchain4j.service.SystemMessage;
import dev.langchain4j.service.TokenStream;
import dev.langchain4j.service.UserMessage;
import dev.ritmo.RateLimited;

/**
 * Answers questions about the weather, with a tool and a memory for each user. A call waits for its
 * turn before anything is sent, and its requests are what counts: the model has the same limiter.
 */
interface Assistant {

  @SystemMessage("You answer questions about the weather.")
  @RateLimited(calls = 10, period = 2, limiter = "openai")
  String ask(@MemoryId String user, @UserMessage String question);

  @SystemMessage("You answer questions about the weather.")
  @RateLimited(calls = 10, period = 2, limiter = "openai")
  TokenStream stream(@MemoryId String user, @UserMessage String question);
}
