package dev.ritmo.runtime.internal.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of one of the places where settings are given.
 *
 * @param place what a setting from there is called
 * @param hasVariables whether its keys are names of environment variables, in which every separator
 *     is an underscore
 * @param values the values by key, in the order of the keys
 * @param lookup returns values that are not listed, or null; null if all are listed
 */
record Source(
    String place,
    boolean hasVariables,
    Map<String, String> values,
    @Nullable UnaryOperator<@Nullable String> lookup) {

  static Source ofProperties(String place, Map<String, String> values) {
    return new Source(place, false, new TreeMap<>(values), null);
  }

  static Source ofVariables(Map<String, String> values) {
    return ofVariables("environment variable", values);
  }

  static Source ofVariables(String place, Map<String, String> values) {
    return new Source(place, true, new TreeMap<>(values), null);
  }

  /** With values that can only be looked up. */
  Source unlisted(@Nullable UnaryOperator<@Nullable String> values) {
    return new Source(place, hasVariables, this.values, values);
  }

  /** Whether there is nothing in it that overrides anything. */
  boolean isEmpty() {
    return values.isEmpty() && lookup == null;
  }

  /** The spelling of a key, or a part of one, in this place. */
  String spelled(String key) {
    return hasVariables ? variable(key) : key;
  }

  /** The name of the environment variable for a key. */
  static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  Setting setting(String key) {
    return new Setting(place, key, values.getOrDefault(key, ""));
  }

  /** The setting with this key that is not listed; null if there is none. */
  @Nullable Setting lookedUp(String key) {
    String value = lookup == null ? null : lookup.apply(key);
    return value == null ? null : new Setting(place, key, value);
  }
}
