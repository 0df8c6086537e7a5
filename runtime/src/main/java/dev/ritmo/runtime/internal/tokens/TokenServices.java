package dev.ritmo.runtime.internal.tokens;

import dev.ritmo.runtime.internal.context.PerProgram;
import dev.ritmo.runtime.spi.PromptReader;
import dev.ritmo.runtime.spi.TokenEstimator;
import dev.ritmo.runtime.spi.UsageReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The token services of a program and its integrations. They are looked up once for each program,
 * with the class loader that loaded Ritmo and that of the program, each class once. Immutable.
 *
 * @param estimator counts the tokens of a text
 * @param prompts find the text in messages
 * @param usages read the usage from results
 */
public record TokenServices(
    TokenEstimator estimator, List<PromptReader> prompts, List<UsageReader> usages) {

  private static final PerProgram<TokenServices> ALL = new PerProgram<>(TokenServices::find);

  /**
   * The services of the program that the current thread works for, looked up at first use.
   *
   * @throws IllegalStateException if there is more than one estimator
   * @throws java.util.ServiceConfigurationError if a service cannot be instantiated
   */
  public static TokenServices current() {
    return ALL.current();
  }

  /** Forgets all services, so that they are looked up anew. */
  public static void forget() {
    ALL.forgetAll();
  }

  private static TokenServices find(@Nullable ClassLoader program) {
    return new TokenServices(
        onlyOne(load(TokenEstimator.class, program)),
        load(PromptReader.class, program),
        load(UsageReader.class, program));
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

  private static <S> List<S> load(Class<S> service, @Nullable ClassLoader program) {
    Map<Class<?>, S> found = new LinkedHashMap<>();
    ServiceLoader.load(service, TokenServices.class.getClassLoader())
        .forEach(one -> found.putIfAbsent(one.getClass(), one));
    ServiceLoader.load(service, program).forEach(one -> found.putIfAbsent(one.getClass(), one));
    return List.copyOf(found.values());
  }
}
