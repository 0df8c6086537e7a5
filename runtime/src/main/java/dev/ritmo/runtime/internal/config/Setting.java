package dev.ritmo.runtime.internal.config;

/**
 * A value that is given outside of the code.
 *
 * @param place what it is given as: a system property, for example
 * @param key the key, as it is spelled there
 */
record Setting(String place, String key, String value) {

  /** Where to find it. */
  @Override
  public String toString() {
    return place + " " + key;
  }
}
