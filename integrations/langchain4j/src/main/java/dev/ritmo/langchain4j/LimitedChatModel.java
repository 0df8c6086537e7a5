package dev.ritmo.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/** A chat model whose requests are limited. */
final class LimitedChatModel implements ChatModel, LimitedModel {

  private final ChatModel model;
  private final LimitedRequests requests;

  /** Whether the model calls its listeners in a {@code chat} of its own. */
  private final boolean isListening;

  LimitedChatModel(ChatModel model, LimitedRequests requests) {
    this.model = model;
    this.requests = requests;
    this.isListening = OwnMethods.overrides(model, ChatModel.class, "chat");
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    return requests.send(call -> RequestSize.sized(call, request), () -> ask(request));
  }

  private ChatResponse ask(ChatRequest request) {
    RequestAttributes attributes = RequestAttributes.ofThisThread();
    attributes.asks(request, provider());
    ChatResponse response = isListening ? model.chat(request) : model.doChat(request);
    attributes.answered(response);
    return response;
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
