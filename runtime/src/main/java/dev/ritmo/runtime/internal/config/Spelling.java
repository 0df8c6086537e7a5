package dev.ritmo.runtime.internal.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Distinguishes misspelt names from different names. */
public final class Spelling {

  /** Up to this many typing errors count as a misspelling. */
  static final int CLOSE = 2;

  private Spelling() {}

  /** The name that this one may misspell; null if none is close. */
  public static @Nullable String closest(String name, Collection<String> others) {
    String closest = null;
    int least = Integer.MAX_VALUE;
    for (String other : others) {
      int distance = distance(name, other);
      if (distance < least && isSlip(name, other)) {
        least = distance;
        closest = other;
      }
    }
    return closest;
  }

  /**
   * Whether one name may be a misspelling of the other. Names with other digits are different,
   * because models and versions are; so are short names of which more than half would be wrong.
   */
  static boolean isSlip(String some, String other) {
    int most = Math.min(CLOSE, Math.max(some.length(), other.length()) / 2);
    return distance(some, other) <= most && digits(some).equals(digits(other));
  }

  private static String digits(String name) {
    return name.replaceAll("[^0-9]", "");
  }

  /**
   * The number of letters inserted, omitted, replaced or swapped with a neighbour (optimal string
   * alignment), ignoring case.
   */
  static int distance(String some, String other) {
    String a = some.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
        boolean isSwap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (isSwap) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
