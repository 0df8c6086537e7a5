package dev.ritmo.runtime.internal.signal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads texts of unknown size and type. */
final class Texts {

  private Texts() {}

  /** The text, truncated to the length that is read. */
  static String start(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  /** The beginning of an accessor's result if it is a text; otherwise null. */
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
