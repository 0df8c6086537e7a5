package dev.ritmo.runtime.spi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to a request that failed, as far as the exceptions of the client have
 * kept it: read from the failure and all its causes, bounded in size. Whatever cannot be read is
 * absent. Not thread-safe, and not to be kept.
 */
public interface Answer {

  /** The HTTP status, from 400 to 599; -1 if it is not known. */
  int status();

  /** The first value of a header, whatever its case; null if there is none or nobody kept it. */
  @Nullable String header(String name);

  /**
   * The error codes, in lower case and in the order found: what the body gives as {@code code},
   * {@code type}, {@code status} and the like, and what the exceptions of the client say.
   */
  Set<String> codes();

  /**
   * The beginning of the body and of the messages of the exceptions. It may hold parts of a prompt
   * or of a key: never write it to a log.
   */
  String text();
}
