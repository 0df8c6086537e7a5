package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/**
 * A streaming chat model made of several. A request that has to wait blocks no thread; a stream
 * that fails before its first piece goes on at another member, and one that fails later fails. As
 * for defaults, listeners and capabilities, it is as {@link ChatModelPool}. Thread-safe.
 */
public final class StreamingChatModelPool implements StreamingChatModel, ModelPool, LimitedModel {

  private final Pool<StreamingChatModel> pool;

  StreamingChatModelPool(Pool<StreamingChatModel> pool) {
    this.pool = pool;
  }

  /**
   * Sends the request to the member that can start it first. Refusals go to {@link
   * StreamingChatResponseHandler#onError}, as failures do.
   */
  @Override
  public void chat(
      ChatRequest request, ChatRequestOptions options, StreamingChatResponseHandler handler) {
    boolean hasOptions = !ChatRequestOptions.EMPTY.equals(options);
    start(
        request,
        handler,
        (model, events) -> {
          if (hasOptions) {
            model.chat(request, options, events);
          } else {
            model.chat(request, events);
          }
        });
  }

  /** As {@link #chat(ChatRequest, ChatRequestOptions, StreamingChatResponseHandler)}. */
  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    start(request, handler, (model, events) -> model.chat(request, events));
  }

  private void start(
      ChatRequest request, StreamingChatResponseHandler handler, StreamAttempts.Start start) {
    new StreamAttempts(pool.arrive(call -> RequestSize.sized(call, request)), start, handler)
        .next();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return Common.ofAll(pool, StreamingChatModel::supportedCapabilities);
  }

  @Override
  public ModelProvider provider() {
    return Common.provider(pool, StreamingChatModel::provider);
  }

  @Override
  public List<MemberState> members() {
    return pool.states();
  }
}
