package dev.ritmo.processor.check.rules;

/**
 * Whether one name is a misspelling of another: a different case, or one letter inserted, omitted,
 * replaced or misplaced. Digits and single letters often number names, and short words are often
 * similar, so these do not count.
 */
final class Slip {

  private static final int SHORTEST = 5;

  private Slip() {}

  static boolean isLikely(String name, String other) {
    if (Math.min(name.length(), other.length()) < SHORTEST) {
      return false;
    }
    return name.equalsIgnoreCase(other) || isOneEdit(name, other);
  }

  private static boolean isOneEdit(String name, String other) {
    int begin = 0;
    int most = Math.min(name.length(), other.length());
    while (begin < most && name.charAt(begin) == other.charAt(begin)) {
      begin++;
    }
    int same = 0; // at the end
    while (same < most - begin && charFromEnd(name, same) == charFromEnd(other, same)) {
      same++;
    }
    String differs = name.substring(begin, name.length() - same);
    String from = other.substring(begin, other.length() - same);
    boolean swapped =
        differs.length() == 2
            && from.length() == 2
            && differs.charAt(0) == from.charAt(1)
            && differs.charAt(1) == from.charAt(0);
    return (swapped || (differs.length() <= 1 && from.length() <= 1))
        && !isNumbering(differs + from)
        && !standsAlone(name, begin, name.length() - same)
        && !standsAlone(other, begin, other.length() - same);
  }

  private static char charFromEnd(String name, int index) {
    return name.charAt(name.length() - 1 - index);
  }

  private static boolean isNumbering(String differing) {
    return differing.chars().anyMatch(Character::isDigit)
        || differing.chars().allMatch(Character::isUpperCase); // poolA and poolB
  }

  /** Whether it is a word of its own, as in {@code pool-a} and {@code pool-b}. */
  private static boolean standsAlone(String name, int begin, int end) {
    return end - begin == 1 && !isLetter(name, begin - 1) && !isLetter(name, end);
  }

  private static boolean isLetter(String name, int index) {
    return index >= 0 && index < name.length() && Character.isLetter(name.charAt(index));
  }
}
