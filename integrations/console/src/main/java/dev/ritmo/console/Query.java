package dev.ritmo.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request. What cannot be read counts as left out. Immutable.
 *
 * @param values the values by name, the last one where there are several
 */
record Query(Map<String, String> values) {

  static Query of(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return new Query(values);
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  String text(String name) {
    return values.getOrDefault(name, "").strip();
  }

  /** A number from 1 to the most. */
  int number(String name, int usual, int most) {
    try {
      return Math.max(1, Math.min(most, Integer.parseInt(text(name))));
    } catch (NumberFormatException e) {
      return usual;
    }
  }
}
