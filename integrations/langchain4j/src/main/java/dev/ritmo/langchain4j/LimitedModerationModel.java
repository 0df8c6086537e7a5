package dev.ritmo.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.moderation.ModerationRequest;
import dev.langchain4j.model.moderation.ModerationResponse;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.ritmo.langchain4j.internal.LimitedModel;
import java.util.List;

/** A moderation model whose requests are limited. */
final class LimitedModerationModel implements ModerationModel, LimitedModel {

  private final ModerationModel model;
  private final LimitedRequests requests;

  /** Whether the model calls its listeners in a {@code moderate} of its own. */
  private final boolean isListening;

  LimitedModerationModel(ModerationModel model, LimitedRequests requests) {
    this.model = model;
    this.requests = requests;
    this.isListening = OwnMethods.overrides(model, ModerationModel.class, "moderate");
  }

  @Override
  public ModerationResponse doModerate(ModerationRequest request) {
    return requests.send(
        call -> call.prompt(request.texts()).outputTokens(0),
        () -> isListening ? model.moderate(request) : model.doModerate(request));
  }

  @Override
  public List<ModerationModelListener> listeners() {
    return isListening ? List.of() : model.listeners();
  }

  @Override
  public ModelProvider provider() {
    return model.provider();
  }

  @Override
  public String modelName() {
    return model.modelName();
  }
}
