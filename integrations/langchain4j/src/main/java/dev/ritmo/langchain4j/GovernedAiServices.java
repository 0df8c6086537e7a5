package dev.ritmo.langchain4j;

import dev.langchain4j.observability.api.AiServiceListenerRegistrar;
import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.tool.ToolService;
import dev.ritmo.runtime.aspect.RunningCalls;
import dev.ritmo.runtime.spi.LimitedInstanceListener;

/**
 * Watches AI services whose interface is governed, wherever they were built. One with a chat memory
 * is never repeated as a whole; one with tools and a model that is not limited is warned of,
 * because its calls are counted and not its requests. Stateless and thread-safe.
 */
public final class GovernedAiServices implements LimitedInstanceListener {

  /** Found by {@link java.util.ServiceLoader}. */
  public GovernedAiServices() {}

  @Override
  public void limited(Class<?> type, Object instance) {
    AiServiceParts.of(instance).ifPresent(parts -> watch(type, parts));
  }

  private static void watch(Class<?> type, AiServiceContext parts) {
    AiServiceListenerRegistrar events = parts.eventListenerRegistrar;
    if (parts.hasChatMemory()) {
      RunningCalls.track();
      events.register(new NotRepeated(type));
    }
    if (hasTools(parts.toolService) && !UncountedRequests.areLimited(parts)) {
      RunningCalls.track();
      events.register(new UncountedRequests(type));
    }
  }

  private static boolean hasTools(ToolService tools) {
    return !tools.toolSpecifications().isEmpty() || !tools.toolProviders().isEmpty();
  }
}
