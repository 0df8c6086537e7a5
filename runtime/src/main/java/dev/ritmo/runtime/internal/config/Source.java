package dev.ritmo.runtime.internal.config;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A snapshot of one of the places where settings are given.
 *
 * @param place what a setting from there is called
 * @param hasVariables whether its keys are names of environment variables, in which every separator
 *     is an underscore
 * @param values the values by key, in the order of the keys
 */
record Source(String place, boolean hasVariables, Map<String, String> values) {

  static Source ofProperties(String place, Map<String, String> values) {
    return new Source(place, false, new TreeMap<>(values));
  }

  static Source ofVariables(Map<String, String> values) {
    return new Source("environment variable", true, new TreeMap<>(values));
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
}
