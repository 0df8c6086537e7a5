package dev.ritmo.spring;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Spellings of keys in Spring. Names of limiters that contain dots or parentheses can stand in
 * brackets: {@code ritmo.limiter[gpt-5.2].calls}.
 */
final class PropertyKeys {

  private static final Pattern BRACKETS = Pattern.compile("\\.?\\[([^\\]]+)\\](?=\\.|$)");

  private PropertyKeys() {}

  /** The key without brackets; null if it is not one of Ritmo. */
  static @Nullable String plain(String key) {
    return key.startsWith("ritmo.") ? BRACKETS.matcher(key).replaceAll(".$1") : null;
  }

  /** Whether the name is that of an environment variable of Ritmo. */
  static boolean isVariable(String name) {
    return name.startsWith("RITMO_");
  }
}
