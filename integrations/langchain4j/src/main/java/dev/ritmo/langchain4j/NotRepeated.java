package dev.ritmo.langchain4j;

import dev.langchain4j.observability.api.event.AiServiceStartedEvent;
import dev.langchain4j.observability.api.listener.AiServiceListener;
import dev.ritmo.runtime.aspect.RunningCalls;

/**
 * Keeps calls of an AI service with a chat memory from being repeated: the service adds the user's
 * message before its first request, and other calls may have added more since, so that the memory
 * cannot be restored.
 */
final class NotRepeated implements AiServiceListener<AiServiceStartedEvent> {

  private final String advice;

  NotRepeated(Class<?> service) {
    advice =
        "A call of the AI service %s has failed and is not repeated: its chat memory would hold the user's message twice, and its tools would run again. Fix: limit and retry the model instead: RitmoModels.limit(model, limiter) repeats the request that has failed; and remove @RetryOnRateLimit from the service."
            .formatted(service.getTypeName());
  }

  @Override
  public Class<AiServiceStartedEvent> getEventClass() {
    return AiServiceStartedEvent.class;
  }

  @Override
  public void onEvent(AiServiceStartedEvent started) {
    RunningCalls.forbidRepetition(advice);
  }
}
