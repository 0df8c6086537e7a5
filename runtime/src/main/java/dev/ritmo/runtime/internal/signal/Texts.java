package dev.ritmo.runtime.internal.signal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Texts of unknown size and kind. */
final class Texts {

  private Texts() {}

  /** The text, or as much of it as is looked at. */
  static String start(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /** The beginning of what an accessor returned, if it is a text; null if it is something else. */
  static @Nullable String of(@Nullable Object value, int longest) {
    if (value instanceof byte[] bytes) {
      int length = Math.min(bytes.length, longest);
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
    if (value instanceof CharSequence text) {
      return text.subSequence(0, Math.min(text.length(), longest)).toString();
    }
    return null;
  }
}
