package dev.ritmo.langchain4j;

import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.request.EmbeddingParameter;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.request.EmbeddingRequestParameters;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.langchain4j.internal.RequestSize;
import java.util.List;
import java.util.Set;

/** An embedding model whose requests are limited. */
final class LimitedEmbeddingModel implements EmbeddingModel, LimitedModel {

  private static final int UNKNOWN = -1;

  private final EmbeddingModel model;
  private final LimitedRequests requests;

  /** Whether the model calls its listeners in an {@code embed} of its own. */
  private final boolean isListening;

  private volatile int dimension = UNKNOWN;

  LimitedEmbeddingModel(EmbeddingModel model, LimitedRequests requests) {
    this.model = model;
    this.requests = requests;
    this.isListening = OwnMethods.overrides(model, EmbeddingModel.class, "embed");
  }

  @Override
  public EmbeddingResponse doEmbed(EmbeddingRequest request) {
    return requests.send(
        call -> RequestSize.sized(call, request),
        () -> isListening ? model.embed(request) : model.doEmbed(request));
  }

  /** Some models send a request to find it out, so it is asked for under a permit, and kept. */
  @Override
  public int dimension() {
    int known = dimension;
    if (known == UNKNOWN) {
      known = requests.send(call -> call.prompt("test").outputTokens(0), model::dimension);
      dimension = known;
    }
    return known;
  }

  @Override
  public List<EmbeddingModelListener> listeners() {
    return isListening ? List.of() : model.listeners();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public EmbeddingRequestParameters defaultRequestParameters() {
    return model.defaultRequestParameters();
  }

  @Override
  public Set<EmbeddingParameter<?>> supportedParameters() {
    return model.supportedParameters();
  }

  @Override
  public Set<ContentType> supportedContentTypes() {
    return model.supportedContentTypes();
  }

  @Override
  public String modelName() {
    return model.modelName();
  }
}
