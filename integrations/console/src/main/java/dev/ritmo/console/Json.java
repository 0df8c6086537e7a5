package dev.ritmo.console;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON, in ASCII, so that no reader can take it for markup or in another encoding. */
final class Json {

  private final StringBuilder text = new StringBuilder(1024);

  private Json() {}

  /**
   * Writes maps, lists, texts, numbers, truth values and nulls.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static String write(Object value) {
    Json json = new Json();
    json.append(value);
    return json.text.toString();
  }

  private void append(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof Number) {
      text.append(value);
    } else if (value instanceof String string) {
      append(string);
    } else if (value instanceof List<?> list) {
      append(list);
    } else if (value instanceof Map<?, ?> map) {
      append(map);
    } else {
      throw new IllegalArgumentException("Not for JSON: " + value.getClass());
    }
  }

  private void append(Map<?, ?> map) {
    text.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      append(String.valueOf(entry.getKey()));
      text.append(':');
      append(entry.getValue());
      if (entries.hasNext()) {
        text.append(',');
      }
    }
    text.append('}');
  }

  private void append(List<?> list) {
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        text.append(',');
      }
      append(list.get(i));
    }
    text.append(']');
  }

  private void append(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char next = string.charAt(i);
      if (isPlain(next)) {
        text.append(next);
      } else {
        text.append("\\u").append(HexFormat.of().toHexDigits(next));
      }
    }
    text.append('"');
  }

  private static boolean isPlain(char next) {
    return next >= ' ' && next < 0x7f && "\"\\<>&'".indexOf(next) < 0;
  }
}
