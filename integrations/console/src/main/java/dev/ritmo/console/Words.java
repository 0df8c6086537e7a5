package dev.ritmo.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

/** Numbers and names as people read them, in English everywhere. */
final class Words {

  private Words() {}

  /** A time, rounded up: {@code 40 ms}, {@code 2.5 s}, {@code 12 s}, {@code 3 min 5 s}. */
  static String time(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 10_000) {
      return BigDecimal.valueOf(millis, 3).setScale(1, RoundingMode.HALF_UP) + " s";
    }
    long seconds = (millis + 999) / 1000;
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** {@code 1 call}, {@code 2 calls}. */
  static String count(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }

  /** {@code 1 call}, {@code 2 calls}. */
  static String calls(long count) {
    return count(count, "call", "calls");
  }

  /** A label without underscores. */
  static String spaced(String label) {
    return label.replace('_', ' ');
  }
}
