package dev.ritmo.samples.quickstart;

import dev.langchain4j.model.chat.ChatModel;
import dev.ritmo.RetryOnRateLimit;

/** Tries again after a rejection, but does nothing to avoid it. */
final class BackOffOnly {

  private final ChatModel model;

  BackOffOnly(ChatModel model) {
    this.model = model;
  }

  @RetryOnRateLimit
  String summarize(String text) {
    return model.chat(text);
  }
}
