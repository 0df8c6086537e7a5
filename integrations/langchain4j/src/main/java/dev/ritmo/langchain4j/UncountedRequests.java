package dev.ritmo.langchain4j;

import dev.langchain4j.observability.api.event.ToolExecutedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.langchain4j.service.AiServiceContext;
import dev.ritmo.langchain4j.internal.LimitedModel;
import dev.ritmo.runtime.aspect.LimitedInstances;
import dev.ritmo.runtime.aspect.RunningCalls;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Warns once for each interface when a governed AI service uses a tool although only its calls are
 * counted: each use of tools is followed by another request. A model that another class wraps may
 * be limited all the same; so a call in which a limited request was seen is not warned of.
 */
final class UncountedRequests implements AiServiceListener<ToolExecutedEvent> {

  private static final Set<String> REPORTED = ConcurrentHashMap.newKeySet();

  private final String service;

  UncountedRequests(Class<?> service) {
    this.service = service.getTypeName();
  }

  /** For tests: forgets what was reported. */
  static void forget() {
    REPORTED.clear();
  }

  /** Whether the models of a service are known to be limited. */
  static boolean areLimited(AiServiceContext parts) {
    return Stream.<@Nullable Object>of(parts.chatModel, parts.streamingChatModel)
        .allMatch(model -> model == null || isLimited(model));
  }

  private static boolean isLimited(Object model) {
    return model instanceof LimitedModel || LimitedInstances.isGoverned(model.getClass());
  }

  @Override
  public Class<ToolExecutedEvent> getEventClass() {
    return ToolExecutedEvent.class;
  }

  @Override
  public void onEvent(ToolExecutedEvent executed) {
    if (!RunningCalls.haveRequests() && REPORTED.add(service)) {
      System.getLogger("dev.ritmo")
          .log(
              Level.WARNING,
              "The requests of the AI service {0} are not counted, only its calls: it has tools, and each round of them is another request to the provider. Fix: limit the model: RitmoModels.limit(model, limiter).",
              service);
    }
  }
}
