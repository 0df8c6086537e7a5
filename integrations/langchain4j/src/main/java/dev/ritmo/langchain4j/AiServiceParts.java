package dev.ritmo.langchain4j;

import dev.langchain4j.service.AiServiceContext;
import dev.langchain4j.service.AiServices;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;

/**
 * Finds the parts that an AI service was built of. LangChain4j offers no way to ask for them, so
 * they are read from its fields, found by their types; none are found where it keeps them
 * elsewhere.
 */
final class AiServiceParts {

  private AiServiceParts() {}

  /** The context of the service; empty if the instance is none of {@code AiServices}. */
  static Optional<AiServiceContext> of(Object instance) {
    if (!Proxy.isProxyClass(instance.getClass())) {
      return Optional.empty();
    }
    InvocationHandler handler = Proxy.getInvocationHandler(instance);
    return field(handler, handler.getClass(), AiServices.class)
        .flatMap(builder -> field(builder, AiServices.class, AiServiceContext.class));
  }

  private static <T> Optional<T> field(Object of, Class<?> declaredIn, Class<T> type) {
    for (Field field : declaredIn.getDeclaredFields()) {
      if (type.isAssignableFrom(field.getType())) {
        try {
          field.setAccessible(true);
          return Optional.ofNullable(type.cast(field.get(of)));
        } catch (IllegalAccessException | RuntimeException e) {
          return Optional.empty(); // in a module that is not open
        }
      }
    }
    return Optional.empty();
  }
}
