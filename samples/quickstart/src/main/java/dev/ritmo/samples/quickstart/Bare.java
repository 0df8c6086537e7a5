package dev.ritmo.samples.quickstart;

import dev.langchain4j.model.chat.ChatModel;

/** Calls the model and hopes for the best. */
final class Bare {

  private final ChatModel model;

  Bare(ChatModel model) {
    this.model = model;
  }

  String summarize(String text) {
    return model.chat(text);
  }
}
