package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Extracts the key of a call from its arguments. The processor generates one for every method with
 * a key. Thread-safe.
 */
@FunctionalInterface
public interface KeyFunction {

  /** The key of all calls without one, because a value on the path to it is null. */
  Object NONE = NoKey.NONE;

  /**
   * Returns the key, or {@link #NONE}; never null. An exception from the code on the path to the
   * key ends the call.
   *
   * @param arguments of the call, primitives boxed
   */
  Object key(@Nullable Object[] arguments);
}
