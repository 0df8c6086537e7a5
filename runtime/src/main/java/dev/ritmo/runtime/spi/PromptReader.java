package dev.ritmo.runtime.spi;

import org.jspecify.annotations.Nullable;

/**
 * Extracts the text of a client's messages, so that the tokens of a prompt can be estimated.
 * Readers are found by {@link java.util.ServiceLoader} and asked in turn. Threads and errors are as
 * for {@link TokenEstimator}.
 */
@FunctionalInterface
public interface PromptReader {

  /**
   * Returns the content of the message: a text, another object to read in turn, or an {@link
   * Iterable} of these; null if this reader does not know the type.
   */
  @Nullable Object read(Object prompt);
}
