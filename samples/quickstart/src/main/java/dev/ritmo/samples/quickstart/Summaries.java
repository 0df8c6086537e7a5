package dev.ritmo.samples.quickstart;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.RateLimited;
import dev.ritmo.RetryOnRateLimit;

/**
 * What Ritmo is for: the method keeps the provider's limit, and is tried again where it must be.
 */
final class Summaries {

  private final ChatModel model;

  Summaries(ChatModel model) {
    this.model = model;
  }

  @RateLimited(calls = 10, period = 2, limiter = "summaries", maxWait = RateLimited.FOREVER)
  @RetryOnRateLimit
  String summarize(String text) {
    return model.chat(text);
  }
}
