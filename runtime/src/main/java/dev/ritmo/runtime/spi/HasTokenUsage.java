package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * A result that reports what it has used. A method with a limit of tokens that returns one, or a
 * future of one, settles with it.
 */
@FunctionalInterface
public interface HasTokenUsage {

  /** What was used; null if the provider did not say, so that the reservation stands. */
  @Nullable TokenUsage tokenUsage();
}
