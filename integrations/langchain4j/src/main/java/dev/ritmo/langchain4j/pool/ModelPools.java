package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.ritmo.runtime.Limiter;

/**
 * The start of a pool. The first member says what kind of models it is made of; where that is given
 * by its key, begin with {@link #chat}, {@link #streaming} or {@link #embedding}. Immutable.
 */
public final class ModelPools {

  /** For {@link dev.ritmo.langchain4j.RitmoModels#pool}. */
  public static final ModelPools NEW = new ModelPools();

  private ModelPools() {}

  /** A pool of chat models. */
  public PoolBuilder<ChatModel, ChatModelPool> chat() {
    return new PoolBuilder<>(ChatModelPool::new);
  }

  /** A pool of streaming chat models. */
  public PoolBuilder<StreamingChatModel, StreamingChatModelPool> streaming() {
    return new PoolBuilder<>(StreamingChatModelPool::new);
  }

  /**
   * A pool of embedding models. Vectors of different models cannot be compared, so all members
   * should be accounts or deployments of one model.
   */
  public PoolBuilder<EmbeddingModel, EmbeddingModelPool> embedding() {
    return new PoolBuilder<>(EmbeddingModelPool::new);
  }

  /** As {@link PoolBuilder#member(String, Object, String)} of {@link #chat}. */
  public PoolBuilder<ChatModel, ChatModelPool> member(
      String name, ChatModel model, String limiter) {
    return chat().member(name, model, limiter);
  }

  /** As {@link PoolBuilder#member(String, Object, Limiter)} of {@link #chat}. */
  public PoolBuilder<ChatModel, ChatModelPool> member(
      String name, ChatModel model, Limiter limiter) {
    return chat().member(name, model, limiter);
  }

  /** As {@link PoolBuilder#member(String, Object, String)} of {@link #streaming}. */
  public PoolBuilder<StreamingChatModel, StreamingChatModelPool> member(
      String name, StreamingChatModel model, String limiter) {
    return streaming().member(name, model, limiter);
  }

  /** As {@link PoolBuilder#member(String, Object, Limiter)} of {@link #streaming}. */
  public PoolBuilder<StreamingChatModel, StreamingChatModelPool> member(
      String name, StreamingChatModel model, Limiter limiter) {
    return streaming().member(name, model, limiter);
  }

  /** As {@link PoolBuilder#member(String, Object, String)} of {@link #embedding}. */
  public PoolBuilder<EmbeddingModel, EmbeddingModelPool> member(
      String name, EmbeddingModel model, String limiter) {
    return embedding().member(name, model, limiter);
  }

  /** As {@link PoolBuilder#member(String, Object, Limiter)} of {@link #embedding}. */
  public PoolBuilder<EmbeddingModel, EmbeddingModelPool> member(
      String name, EmbeddingModel model, Limiter limiter) {
    return embedding().member(name, model, limiter);
  }
}
