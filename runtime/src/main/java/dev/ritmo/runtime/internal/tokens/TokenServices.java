package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.spi.PromptReader;
import dev.ritmo.runtime.spi.TokenEstimator;
import dev.ritmo.runtime.spi.UsageReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a program and its integrations bring along for tokens; looked for once, with the class
 * loader that loaded Ritmo and the context class loader of the thread, each class once: threads of
 * the common pool may not see the program. Immutable.
 *
 * @param estimator counts the tokens of a text
 * @param prompts find the text in messages
 * @param usages find the usage in results
 */
public record TokenServices(
    TokenEstimator estimator, List<PromptReader> prompts, List<UsageReader> usages) {

  private static volatile @Nullable TokenServices current;

  /**
   * What was found when it was first needed.
   *
   * @throws IllegalStateException if there is more than one estimator
   * @throws java.util.ServiceConfigurationError if something that is there cannot be made
   */
  public static TokenServices current() {
    TokenServices found = current;
    if (found == null) {
      found =
          new TokenServices(
              onlyOne(load(TokenEstimator.class)),
              load(PromptReader.class),
              load(UsageReader.class));
      current = found;
    }
    return found;
  }

  /** Looks again when they are needed again. */
  public static void forget() {
    current = null;
  }

  private static TokenEstimator onlyOne(List<TokenEstimator> found) {
    if (found.size() > 1) {
      List<String> names = found.stream().map(one -> one.getClass().getName()).toList();
      throw new IllegalStateException(
          "There must be one %s at most, but %s are on the class path. Fix: keep one of them."
              .formatted(TokenEstimator.class.getName(), names));
    }
    return found.isEmpty() ? new ScriptEstimator() : found.get(0);
  }

  private static <S> List<S> load(Class<S> service) {
    Map<Class<?>, S> found = new LinkedHashMap<>();
    ServiceLoader.load(service, TokenServices.class.getClassLoader())
        .forEach(one -> found.putIfAbsent(one.getClass(), one));
    ServiceLoader.load(service).forEach(one -> found.putIfAbsent(one.getClass(), one));
    return List.copyOf(found.values());
  }
}
