package dev.ritmo.runtime.internal.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scalar values of JSON in one pass, each with its path, up to the end of the JSON. The
 * text may be truncated, or not be JSON at all. The content of a string is never parsed. Python's
 * printed form of objects, with single quotes, is read as well.
 */
final class JsonFields {

  /**
   * A value and its path: the names in lower case, joined by dots. Elements of a list have the path
   * of the list. A dot within a name becomes a colon, so that no name looks like a path.
   */
  record Field(String path, String value) {}

  private record Container(String path, boolean isList) {}

  private static final int MOST_FIELDS = 500;
  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 100;

  private final String text;
  private final List<Field> fields = new ArrayList<>();
  private final List<Container> open = new ArrayList<>();
  private final boolean isPython;
  private int unread; // containers nested too deep to be read
  private String name = "";
  private int at;

  private JsonFields(String text, int begin) {
    this.text = text;
    this.at = begin;
    this.isPython = text.startsWith("{'", begin) || text.startsWith("[{'", begin);
  }

  /** The fields of the object or list that begins at a position, in order; at most 500. */
  static List<Field> in(String text, int begin) {
    JsonFields json = new JsonFields(text, begin);
    json.read();
    return json.fields;
  }

  private void read() {
    do {
      char next = text.charAt(at);
      switch (next) {
        case '{', '[' -> {
          open(next == '[');
          at++;
        }
        case '}', ']' -> {
          close();
          at++;
        }
        case '"' -> readString();
        default -> {
          if (next == '\'' && isPython) {
            readString();
          } else if (Character.isLetterOrDigit(next) || next == '-') {
            readLiteral();
          } else {
            at++;
          }
        }
      }
    } while (at < text.length() && fields.size() < MOST_FIELDS && !open.isEmpty());
  }

  private void open(boolean isList) {
    if (open.size() == DEEPEST) {
      unread++;
    } else {
      open.add(new Container(open.isEmpty() ? "" : path(), isList));
    }
    name = "";
  }

  private void close() {
    if (unread > 0) {
      unread--;
    } else {
      open.remove(open.size() - 1);
    }
    name = "";
  }

  /** The path of the value that begins here. */
  private String path() {
    Container here = open.get(open.size() - 1);
    if (here.isList()) {
      return here.path();
    }
    return here.path().isEmpty() ? name : here.path() + "." + name;
  }

  private void readString() {
    String string = string();
    if (string == null) {
      at = text.length(); // truncated
      return;
    }
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
      name = Texts.start(string, LONGEST_NAME).toLowerCase(Locale.ROOT).replace('.', ':');
    } else {
      add(string);
    }
  }

  private void add(String value) {
    if (unread == 0) {
      fields.add(new Field(path(), value));
    }
    name = "";
  }

  /** The string that begins here; null if it is truncated. */
  private @Nullable String string() {
    StringBuilder string = new StringBuilder();
    char quote = text.charAt(at);
    for (at++; at < text.length(); at++) {
      char next = text.charAt(at);
      if (next == quote) {
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
      case 'n', 'r' -> '\n';
      case 't', 'b', 'f' -> ' ';
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
    add(text.substring(begin, at));
  }

  private static boolean isPartOfLiteral(char symbol) {
    return Character.isLetterOrDigit(symbol) || symbol == '-' || symbol == '+' || symbol == '.';
  }
}
