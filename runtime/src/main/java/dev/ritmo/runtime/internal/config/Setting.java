package dev.ritmo.runtime.internal.config;

/**
 * A value given outside the code.
 *
 * @param place the kind of place, such as a system property
 * @param key the key as spelled there
 */
record Setting(String place, String key, String value) {

  /** Place and key, for messages. */
  @Override
  public String toString() {
    return place + " " + key;
  }
}
