package dev.ritmo.runtime.internal.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A body, or the message of an exception that repeats one: the position of its JSON, or its text if
 * it has none. JSON counts only at the beginning, or after a known prefix of clients. HTML is not
 * read.
 */
final class TextBody {

  /**
   * {@code HTTP 429 - }, {@code Status code 429, "}, {@code 429: }, {@code data: } and the like.
   */
  private static final Pattern PREFIX =
      Pattern.compile(
          "[\\s\\uFEFF]*(?:[\\w.$]{1,200}(?:Exception|Error): ?){0,3}"
              + "(?:(?:: ?\\w{0,20}\\s+)?(?:event: ?\\w+\\s+)?(?:id: ?\\S{1,100}\\s+)?data: ?"
              + "|(?:HTTP |HTTP/1\\.1 |Status code |Error code: |API error occurred: Status )?[2-5]\\d\\d\\b"
              + "(?: [A-Z][A-Za-z-]{0,30}){0,4}[\\s:,.\"'-]{0,8}(?:(?:POST|GET|PUT) \\S{1,300}\\s+|Body: )?)?");

  /** The prefixes that clients put before the message of a provider. */
  private static final Pattern STATUS =
      Pattern.compile(
          "\\s*(?:[\\w.$]{1,200}(?:Exception|Error): ?){0,3}"
              + "(?:(?:HTTP |Status code )?[2-5]\\d\\d\\b(?: ?- ?|: ?|(?: [A-Z][\\w-]*){0,4}[.:,] ?)?)?");

  private static final Pattern HTML =
      Pattern.compile(
          "<\\s*(?:!doctype|html|head|body|title|center|h1|p|div|span|script|pre|\\?xml)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int LOOKED_AT = 2000;

  private TextBody() {}

  /** The position of the JSON; -1 if there is none. */
  static int json(String text) {
    int begin = first(text);
    if (begin < 0 || begin > LOOKED_AT) {
      return -1;
    }
    Matcher prefix = PREFIX.matcher(text).region(0, begin);
    return prefix.matches() ? begin : -1;
  }

  private static int first(String text) {
    int object = text.indexOf('{');
    int list = text.indexOf('[');
    return object < 0 || list < 0 ? Math.max(object, list) : Math.min(object, list);
  }

  /** The message in a text without JSON; null if it is HTML or empty. */
  static @Nullable String message(String text) {
    if (HTML.matcher(Texts.start(text, LOOKED_AT)).find()) {
      return null;
    }
    Matcher status = STATUS.matcher(text);
    String message = status.lookingAt() ? text.substring(status.end()) : text;
    return message.isBlank() ? null : message.strip();
  }
}
