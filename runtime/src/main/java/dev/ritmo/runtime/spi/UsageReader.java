package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Finds what a call has used in its result, for results of types that cannot be {@link
 * HasTokenUsage}. Readers are found by {@link java.util.ServiceLoader} and asked in turn, when a
 * call of a method with a limit of tokens has ended well, on the thread that ends it. They are to
 * be safe for use by many threads. What they throw is logged, and the reservation stands.
 */
@FunctionalInterface
public interface UsageReader {

  /**
   * What was used.
   *
   * @param result what the method returned, or what its future completed with
   * @return null if it is none of the results that this reader knows, or does not say
   */
  @Nullable TokenUsage read(Object result);
}
