package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * A result that reports the tokens used. If a method with a limit of tokens returns one, or a
 * future of one, its reservation is settled with it.
 */
@FunctionalInterface
public interface HasTokenUsage {

  /** The tokens used; null if the provider did not say, and then the reservation stands. */
  @Nullable TokenUsage tokenUsage();
}
