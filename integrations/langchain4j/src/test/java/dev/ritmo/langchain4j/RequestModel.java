package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.runtime.LimitedCall;
import java.util.concurrent.Callable;

/** Limits the requests of a model, and tells that it does. */
record RequestModel(ChatModel model, LimitedCall requests) implements ChatModel, LimitedModel {

  @Override
  public ChatResponse doChat(ChatRequest request) {
    Callable<ChatResponse> send = () -> model.doChat(request);
    try {
      return requests.request().run(send);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
