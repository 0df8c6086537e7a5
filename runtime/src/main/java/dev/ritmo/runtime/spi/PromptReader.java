package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Finds the text in the messages of a client, so that the tokens of a prompt can be estimated.
 * Readers are found by {@link java.util.ServiceLoader} and asked in turn. They are called as a
 * {@link TokenEstimator} is.
 */
@FunctionalInterface
public interface PromptReader {

  /**
   * What the object says: a text, another object that is to be read in turn, or an {@link Iterable}
   * of these; null if it is none of the objects that this reader knows.
   */
  @Nullable Object read(Object prompt);
}
