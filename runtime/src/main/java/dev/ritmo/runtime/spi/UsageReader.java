package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens used from the result of a call, for types that cannot implement {@link
 * HasTokenUsage}. Readers are found by {@link java.util.ServiceLoader} and asked in turn when a
 * call of a method with a limit of tokens has succeeded, on the thread that ends it.
 * Implementations must be thread-safe. If one throws, the exception is logged and the reservation
 * stands.
 */
@FunctionalInterface
public interface UsageReader {

  /**
   * Returns the tokens used.
   *
   * @param result what the method returned, or what its future completed with
   * @return null if this reader does not know the type, or the result does not say
   */
  @Nullable TokenUsage read(Object result);
}
