package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads names and plain values out of JSON, in one pass and whatever their depth: of a text that
 * may start with something else, may be cut off, or may be no JSON at all. What a string holds is
 * never taken for a name or a code, unless it is JSON itself, as routers forward it.
 */
final class JsonFields {

  /** A name and its value; of a list, each of its values has the name. */
  record Field(String name, String value) {}

  private static final int MOST_FIELDS = 500;
  private static final int DEEPEST = 2;

  private final String text;
  private final int depth;
  private final List<Field> fields;
  private String name = "";
  private int at;

  private JsonFields(String text, int begin, int depth, List<Field> fields) {
    this.text = text;
    this.at = begin;
    this.depth = depth;
    this.fields = fields;
  }

  /** The fields in a text, in order; those beyond the first 500 are left out. */
  static List<Field> in(String text) {
    List<Field> fields = new ArrayList<>();
    read(text, 0, fields);
    return fields;
  }

  private static void read(String text, int depth, List<Field> fields) {
    int begin = text.indexOf('{');
    if (begin >= 0) {
      new JsonFields(text, begin, depth, fields).read();
    }
  }

  private void read() {
    while (at < text.length() && fields.size() < MOST_FIELDS) {
      char next = text.charAt(at);
      if (next == '"') {
        readString();
      } else if (Character.isLetterOrDigit(next) || next == '-') {
        readLiteral();
      } else {
        at++;
      }
    }
  }

  private void readString() {
    String string = string();
    if (string == null) {
      at = text.length(); // cut off
      return;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      name = string;
      return;
    }
    fields.add(new Field(name, string));
    if (depth < DEEPEST && string.stripLeading().startsWith("{")) {
      read(string, depth + 1, fields);
    }
  }

  /** The string that begins here; null if the text ends within it. */
  private @Nullable String string() {
    StringBuilder string = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == '"') {
        at++;
        return string.toString();
      }
      if (next != '\\') {
        string.append(next);
      } else if (++at < text.length()) {
        string.append(escaped(text.charAt(at)));
      }
    }
    return null;
  }

  private char escaped(char symbol) {
    return switch (symbol) {
      case 'n', 'r', 't', 'b', 'f' -> ' ';
      case 'u' -> unicode();
      default -> symbol;
    };
  }

  private char unicode() {
    int end = at + 5;
    if (end > text.length()) {
      return ' ';
    }
    try {
      char symbol = (char) Integer.parseInt(text, at + 1, end, 16);
      at += 4;
      return symbol;
    } catch (NumberFormatException e) {
      return ' ';
    }
  }

  private void readLiteral() {
    int begin = at;
    while (at < text.length() && isPartOfLiteral(text.charAt(at))) {
      at++;
    }
    fields.add(new Field(name, text.substring(begin, at)));
  }

  private static boolean isPartOfLiteral(char symbol) {
    return Character.isLetterOrDigit(symbol) || symbol == '-' || symbol == '+' || symbol == '.';
  }
}
