package dev.ritmo.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/** A streaming chat model whose requests are limited. */
final class LimitedStreamingChatModel implements StreamingChatModel, LimitedModel {

  private final StreamingChatModel model;
  private final LimitedRequests requests;

  /** Whether the model calls its listeners in a {@code chat} of its own. */
  private final boolean isListening;

  LimitedStreamingChatModel(StreamingChatModel model, LimitedRequests requests) {
    this.model = model;
    this.requests = requests;
    this.isListening = OwnMethods.overrides(model, StreamingChatModel.class, "chat");
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    HandlerSubscriber subscriber = new HandlerSubscriber(handler);
    try {
      requests
          .publish(
              call -> RequestSize.sized(call, request),
              permit -> new ChatStream(permit, own -> send(request, own), subscriber))
          .subscribe(subscriber);
    } catch (RuntimeException undeclared) {
      subscriber.onError(undeclared);
    }
  }

  private void send(ChatRequest request, StreamingChatResponseHandler handler) {
    RequestAttributes.ofThisThread().asks(request, provider());
    if (isListening) {
      model.chat(request, handler);
    } else {
      model.doChat(request, handler);
    }
  }

  @Override
  public List<ChatModelListener> listeners() {
    return isListening ? List.of() : model.listeners();
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return model.defaultRequestParameters();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return model.supportedCapabilities();
  }
}
