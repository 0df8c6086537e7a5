package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message of an error without parts that may quote a request: texts in quotes, JSON and HTML.
 * Single quoted words, such as names of models, are removed one by one. From any other quote on,
 * everything up to the last quote of its kind is removed, because the quoted text may contain
 * quotes.
 */
final class Prose {

  private static final Pattern NAME =
      Pattern.compile(
          "(?:\"[\\w./:@-]{1,80}\"|`[\\w./:@-]{1,80}`|(?<!\\w)'[\\w./:@-]{1,80}'(?!\\w))");

  private static final Pattern OPENING =
      Pattern.compile("[\"`\\u201c\\u201e\\u00ab\\u300c{\\[]|(?<!\\w)['\\u2018]|<(?=[a-zA-Z/!])");

  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.!?;](?=\\s|$)|\\n");

  private static final int LONGEST = 4000;

  private Prose() {}

  /** The message without quoted text. */
  static String of(String message) {
    String rest = NAME.matcher(Texts.start(message, LONGEST)).replaceAll("\u00b7");
    StringBuilder prose = new StringBuilder();
    while (true) {
      Matcher opening = OPENING.matcher(rest);
      if (!opening.find()) {
        return prose.append(rest).toString();
      }
      prose.append(rest, 0, opening.start()).append('\u00b7');
      int end = lastClosing(rest, rest.charAt(opening.start()));
      if (end <= opening.start()) {
        return prose.toString(); // truncated within the quote
      }
      rest = rest.substring(end + 1);
    }
  }

  private static int lastClosing(String text, char opening) {
    return switch (opening) {
      case '{' -> text.lastIndexOf('}');
      case '[' -> text.lastIndexOf(']');
      case '<' -> text.lastIndexOf('>');
      case '\u201c' -> text.lastIndexOf('\u201d');
      case '\u201e' -> Math.max(text.lastIndexOf('\u201c'), text.lastIndexOf('\u201d'));
      case '\u00ab' -> text.lastIndexOf('\u00bb');
      case '\u300c' -> text.lastIndexOf('\u300d');
      case '\u2018' -> text.lastIndexOf('\u2019');
      case '\'' -> lastSingle(text);
      default -> text.lastIndexOf(opening);
    };
  }

  /** A single quote that is not an apostrophe. */
  private static int lastSingle(String text) {
    int end = text.lastIndexOf('\'');
    while (end >= 0 && end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1))) {
      end = text.lastIndexOf('\'', end - 1);
    }
    return end;
  }

  /** The sentences of a message. */
  static List<String> sentences(String prose) {
    List<String> sentences = new ArrayList<>();
    Matcher end = END_OF_SENTENCE.matcher(prose);
    int begin = 0;
    while (end.find()) {
      sentences.add(prose.substring(begin, end.end()).strip());
      begin = end.end();
    }
    sentences.add(prose.substring(begin).strip());
    sentences.removeIf(String::isEmpty);
    return sentences;
  }
}
