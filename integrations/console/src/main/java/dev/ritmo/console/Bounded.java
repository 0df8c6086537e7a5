package dev.ritmo.console;

/** Names of any length, cut to what a page can show. */
final class Bounded {

  /** A generated name has the parameter types of its method, so it may be long. */
  private static final int LONGEST = 300;

  private Bounded() {}

  /** The name, or its start and a mark that says how long it is. */
  static String name(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int end = Character.isHighSurrogate(name.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return name.substring(0, end) + "\u2026 (" + name.length() + " characters)";
  }
}
