package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered to a request that failed, as far as the exceptions of the client have
 * kept it: read from the failure and all its causes, bounded in size. Whatever cannot be read is
 * absent. Not thread-safe, and not to be kept.
 *
 * <p>Of the body, only the error object of the provider is read: an object at one of the places
 * where providers and gateways put it. What else the body holds, such as a copy of the request, is
 * never looked at.
 */
public interface Answer {

  /** The HTTP status, from 400 to 599; -1 if it is not known. */
  int status();

  /** The first value of a header, whatever its case; null if there is none or nobody kept it. */
  @Nullable String header(String name);

  /**
   * All values of a header, whatever its case, as far as the client has kept them: of one that was
   * sent twice, both; lists within a value are not taken apart.
   */
  default List<String> headers(String name) {
    String value = header(name);
    return value == null ? List.of() : List.of(value);
  }

  /**
   * The error codes, in lower case: what the provider's error object gives as {@code code}, {@code
   * type}, {@code status} and the like, the outermost object and the most specific code first, then
   * what the exceptions of the client say.
   */
  Set<String> codes();

  /**
   * The values of a field of the provider's error object, the outermost object first; of lists, the
   * values of all elements.
   *
   * @param path the names that lead to the field, joined by dots, whatever their case: {@code
   *     details.violations.quotaId}
   */
  default List<String> values(String path) {
    return List.of();
  }

  /**
   * The messages of the provider's error objects, the outermost first; if there is no such object,
   * the text of the body or the message of the exception that carries the answer. They may quote a
   * prompt: trust only how one begins, and never write them to a log.
   */
  default List<String> messages() {
    return List.of();
  }

  /**
   * The time that {@code retry-after-ms} or {@code Retry-After} states, from now on; of several the
   * longest. Null if none is stated, or a time of nil.
   */
  default @Nullable Duration retryAfter() {
    return null;
  }

  /**
   * The time from now on that a header states, of several values the longest. All known forms are
   * understood: a plain number; {@code 7.66s}, {@code 1h2m}, {@code 1 minute and 5 seconds}, {@code
   * PT1M5S}; a date as in HTTP, or as in ISO 8601; and numbers that can be nothing else are seconds
   * or milliseconds since 1970.
   *
   * @param unit the unit of a plain number
   * @return null if there is no such header, or it states nothing, a time of nil, one that is past,
   *     or one more than 400 days away
   */
  default @Nullable Duration duration(String header, TimeUnit unit) {
    return null;
  }

  /**
   * The beginning of the body and of the messages of the exceptions. It may hold parts of a prompt
   * or of a key: never write it to a log, and decide nothing by it that a user could have written.
   */
  String text();
}
