package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.ChatRequestOptions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/**
 * A chat model made of several. Blocks the calling thread while a request waits for a member.
 *
 * <p>A request is sent with the defaults of the member that it goes to, and heard by the listeners
 * of that member; the pool has neither. It can what all members can. Thread-safe.
 */
public final class ChatModelPool implements ChatModel, ModelPool, LimitedModel {

  private final Pool<ChatModel> pool;

  ChatModelPool(Pool<ChatModel> pool) {
    this.pool = pool;
  }

  /**
   * Sends the request to the member that can start it first, and to others if that fails in a way
   * that they can cure, each at most once.
   *
   * @throws dev.ritmo.runtime.RateLimitExceededException if no member can start it in time
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted while it waits
   * @throws IllegalStateException if a limiter is not declared
   */
  @Override
  public ChatResponse chat(ChatRequest request, ChatRequestOptions options) {
    boolean hasOptions = !ChatRequestOptions.EMPTY.equals(options);
    return send(request, model -> hasOptions ? model.chat(request, options) : model.chat(request));
  }

  /** As {@link #chat(ChatRequest, ChatRequestOptions)}, for models around this one. */
  @Override
  public ChatResponse doChat(ChatRequest request) {
    return send(request, model -> model.chat(request));
  }

  private ChatResponse send(ChatRequest request, Attempt.Send<ChatModel, ChatResponse> send) {
    return BlockingAttempts.send(pool, call -> RequestSize.sized(call, request), send);
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return Common.ofAll(pool, ChatModel::supportedCapabilities);
  }

  @Override
  public ModelProvider provider() {
    return Common.provider(pool, ChatModel::provider);
  }

  @Override
  public List<MemberState> members() {
    return pool.states();
  }
}
