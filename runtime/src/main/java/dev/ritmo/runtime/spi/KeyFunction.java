package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Takes the key of a call from its arguments. The processor generates one for every method with a
 * key; it is safe for use by many threads.
 */
@FunctionalInterface
public interface KeyFunction {

  /** The key of all calls that have none, because something on the way to it is null. */
  Object NONE = NoKey.NONE;

  /**
   * The key, or {@link #NONE}; never null. What the code on the way to it throws ends the call.
   *
   * @param arguments of the call, primitives boxed
   */
  Object key(@Nullable Object[] arguments);
}
