package dev.ritmo.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an operator should know of a limiter, in words.
 *
 * @param cause a word for it that does not change
 * @param text what is the case, with numbers
 * @param advice what it means, and what to do
 */
record Finding(Level level, String cause, String text, String advice) {

  /** How much it matters. The later ones matter more. */
  enum Level {
    /** Nothing to do. */
    INFO,
    /** Calls wait, or some fail. */
    WATCH,
    /** Calls are refused or stopped, or fail often. */
    TROUBLE
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("level", level.name().toLowerCase(java.util.Locale.ROOT));
    values.put("cause", cause);
    values.put("text", text);
    values.put("advice", advice);
    return values;
  }
}
