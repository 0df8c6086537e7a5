package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.scoring.ScoringModel;
import dev.ritmo.langchain4j.pool.ModelPools;
import dev.ritmo.runtime.LimitedCall;
import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.RetrySettings;

/**
 * Limits models of LangChain4j, so that every request to the provider takes its own permit: each
 * round of tools, each query of a retrieval, each attempt. A rejected request is retried as that
 * request; tools do not run again, and the chat memory is as without the rejection.
 *
 * <pre>{@code
 * ChatModel model = RitmoModels.limit(openAiModel, "openai");
 * Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).tools(tools).build();
 * }</pre>
 *
 * <p>A limiter can be given by name, and is looked up at each request: it is declared by a program,
 * an annotation or a plan. Models under one name share the limiter. A governed method around a
 * model keeps its meaning for calls; if both have the same limiter, its first request takes the
 * place of the call, so that nothing is counted twice ({@link LimitedCall#request}).
 *
 * <p>Tokens are reserved from the request: messages, tools, schema, and {@code maxOutputTokens} or,
 * without it, what nine in ten answers need. They are settled with the usage that the answer
 * reports. The returned models are thread-safe if the limited ones are. They fail with {@link
 * dev.ritmo.runtime.RateLimitExceededException} if the turn of a request would come too late, with
 * {@link dev.ritmo.runtime.InterruptedWaitException} if its thread is interrupted before its turn,
 * and with {@link IllegalStateException} if the limiter is not declared; a streaming model hands
 * these to its handler.
 *
 * <p>Use {@link LimitedCall} for other settings: a key, a priority, a maximum wait, other retries.
 * A call without {@linkplain LimitedCall#retry retries} is not retried; with a limiter or a name,
 * it is, by {@link RetrySettings#DEFAULT}. Switch off the retries of LangChain4j itself: {@code
 * .maxRetries(0)} on the builder of the model.
 */
public final class RitmoModels {

  private RitmoModels() {}

  private static LimitedCall call(Limiter limiter) {
    return limiter.call().retry(RetrySettings.DEFAULT);
  }

  /** Limits the requests of a chat model, and retries those that fail. */
  public static ChatModel limit(ChatModel model, Limiter limiter) {
    return limit(model, call(limiter));
  }

  /** As {@link #limit(ChatModel, Limiter)}, with a limiter that may be declared later. */
  public static ChatModel limit(ChatModel model, String limiter) {
    return limit(model, Ritmo.limiter(limiter));
  }

  /** Limits the requests of a chat model; each is such a call. */
  public static ChatModel limit(ChatModel model, LimitedCall call) {
    return new LimitedChatModel(model, new LimitedRequests(call));
  }

  /**
   * Limits the requests of a streaming chat model. A request waits without blocking the caller, is
   * retried only before its first token, and ends when the stream does. Its signals come from the
   * thread of the model, or from that on which the request was admitted.
   */
  public static StreamingChatModel limit(StreamingChatModel model, Limiter limiter) {
    return limit(model, call(limiter));
  }

  /** As {@link #limit(StreamingChatModel, Limiter)}, with a limiter that may be declared later. */
  public static StreamingChatModel limit(StreamingChatModel model, String limiter) {
    return limit(model, Ritmo.limiter(limiter));
  }

  /** As {@link #limit(StreamingChatModel, Limiter)}; each request is such a call. */
  public static StreamingChatModel limit(StreamingChatModel model, LimitedCall call) {
    return new LimitedStreamingChatModel(model, new LimitedRequests(call));
  }

  /** Limits the requests of an embedding model, and retries those that fail. */
  public static EmbeddingModel limit(EmbeddingModel model, Limiter limiter) {
    return limit(model, call(limiter));
  }

  /** As {@link #limit(EmbeddingModel, Limiter)}, with a limiter that may be declared later. */
  public static EmbeddingModel limit(EmbeddingModel model, String limiter) {
    return limit(model, Ritmo.limiter(limiter));
  }

  /** Limits the requests of an embedding model; each is such a call. */
  public static EmbeddingModel limit(EmbeddingModel model, LimitedCall call) {
    return new LimitedEmbeddingModel(model, new LimitedRequests(call));
  }

  /** Limits the requests of a moderation model, and retries those that fail. */
  public static ModerationModel limit(ModerationModel model, Limiter limiter) {
    return limit(model, call(limiter));
  }

  /** As {@link #limit(ModerationModel, Limiter)}, with a limiter that may be declared later. */
  public static ModerationModel limit(ModerationModel model, String limiter) {
    return limit(model, Ritmo.limiter(limiter));
  }

  /** Limits the requests of a moderation model; each is such a call. */
  public static ModerationModel limit(ModerationModel model, LimitedCall call) {
    return new LimitedModerationModel(model, new LimitedRequests(call));
  }

  /** Limits the requests of a scoring model, and retries those that fail. */
  public static ScoringModel limit(ScoringModel model, Limiter limiter) {
    return limit(model, call(limiter));
  }

  /** As {@link #limit(ScoringModel, Limiter)}, with a limiter that may be declared later. */
  public static ScoringModel limit(ScoringModel model, String limiter) {
    return limit(model, Ritmo.limiter(limiter));
  }

  /** Limits the requests of a scoring model; each is such a call. */
  public static ScoringModel limit(ScoringModel model, LimitedCall call) {
    return new LimitedScoringModel(model, new LimitedRequests(call));
  }

  /**
   * Starts a pool: one model made of several accounts, deployments or models, each with its
   * limiter. A request goes where it can start first.
   *
   * <pre>{@code
   * ChatModel model = RitmoModels.pool()
   *     .member("eu", euModel, "openai-eu")
   *     .member("us", usModel, "openai-us", us -> us.weight(2))
   *     .fallback("claude", claudeModel, "anthropic")
   *     .build();
   * }</pre>
   */
  public static ModelPools pool() {
    return ModelPools.NEW;
  }
}
