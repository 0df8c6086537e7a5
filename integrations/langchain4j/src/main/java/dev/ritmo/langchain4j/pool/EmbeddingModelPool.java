package dev.ritmo.langchain4j.pool;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/**
 * An embedding model made of several accounts or deployments of one model. As {@link
 * ChatModelPool}. Thread-safe.
 */
public final class EmbeddingModelPool implements EmbeddingModel, ModelPool, LimitedModel {

  private static final String UNKNOWN = "unknown";

  private final Pool<EmbeddingModel> pool;

  EmbeddingModelPool(Pool<EmbeddingModel> pool) {
    this.pool = pool;
  }

  /**
   * Sends the request to the member that can start it first.
   *
   * @throws dev.ritmo.runtime.RateLimitExceededException if no member can start it in time
   * @throws dev.ritmo.runtime.InterruptedWaitException if the thread is interrupted while it waits
   * @throws IllegalStateException if a limiter is not declared
   */
  @Override
  public EmbeddingResponse embed(EmbeddingRequest request) {
    return BlockingAttempts.send(
        pool, call -> RequestSize.sized(call, request), model -> model.embed(request));
  }

  /** As {@link #embed(EmbeddingRequest)}, for models around this one. */
  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    return embed(request);
  }

  @Override
  public Set<EmbeddingParameter<?>> supportedParameters() {
    return Common.ofAll(pool, EmbeddingModel::supportedParameters);
  }

  @Override
  public Set<ContentType> supportedContentTypes() {
    return Common.ofAll(pool, EmbeddingModel::supportedContentTypes);
  }

  /** The name that all members have, otherwise {@code unknown}. */
  @Override
  public String modelName() {
    return Common.agreed(pool, EmbeddingModel::modelName, UNKNOWN);
  }

  @Override
  public ModelProvider provider() {
    return Common.provider(pool, EmbeddingModel::provider);
  }

  @Override
  public List<MemberState> members() {
    return pool.states();
  }
}
