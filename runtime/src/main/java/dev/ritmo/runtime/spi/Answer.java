package dev.ritmo.runtime.spi;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The provider's answer to a failed request, as far as the exceptions of the client have kept it.
 * It is read from the failure and all its causes, and bounded in size; what cannot be read is
 * absent. Not thread-safe; do not keep a reference.
 *
 * <p>Of the body, only the provider's error object is read, from the places where providers and
 * gateways put it. The rest of the body, such as a copy of the request, is never read.
 */
public interface Answer {

  /** The HTTP status, from 400 to 599; -1 if it is not known. */
  int status();

  /**
   * The first value of a header, whose name is case-insensitive; null if there is none or the
   * client did not keep it.
   */
  @Nullable String header(String name);

  /**
   * All values of a header, whose name is case-insensitive, as far as the client has kept them. A
   * header that was sent twice has two values; a list within one value is not split.
   */
  default List<String> headers(String name) {
    String value = header(name);
    return value == null ? List.of() : List.of(value);
  }

  /**
   * The error codes, in lower case: {@code code}, {@code type}, {@code status} and similar fields
   * of the provider's error objects, the outermost object and the most specific code first, then
   * the codes in the exceptions of the client.
   */
  Set<String> codes();

  /**
   * The values of a field of the provider's error objects, the outermost object first; for a list,
   * the values of all its elements.
   *
   * @param path the names that lead to the field, joined by dots and case-insensitive: {@code
   *     details.violations.quotaId}
   */
  default List<String> values(String path) {
    return List.of();
  }

  /**
   * The messages of the provider's error objects, the outermost first; if there is no such object,
   * the text of the body or the message of the exception that carries the answer. They may quote a
   * prompt: rely only on the beginning of a message, and never log one.
   */
  default List<String> messages() {
    return List.of();
  }

  /**
   * The time from now that {@code retry-after-ms} or {@code Retry-After} states; the longest if
   * there are several. Null if none is stated, or if it is zero.
   */
  default @Nullable Duration retryAfter() {
    return null;
  }

  /**
   * The time from now that a header states; the longest if it has several values. All known forms
   * are understood: a plain number; {@code 7.66s}, {@code 1h2m}, {@code 1 minute and 5 seconds},
   * {@code PT1M5S}; an HTTP or ISO 8601 date; a number that is too large for a duration is taken as
   * seconds or milliseconds since 1970.
   *
   * @param unit the unit of a plain number
   * @return null if the header is absent or states no time, or if the time is zero, in the past, or
   *     more than 400 days away
   */
  default @Nullable Duration duration(String header, TimeUnit unit) {
    return null;
  }

  /**
   * The beginning of the body and of the exceptions' messages. It may contain parts of a prompt or
   * of an API key: never log it, and base no decision on text that a user could have written.
   */
  String text();
}
