package dev.ritmo.samples.quickstart;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
final class Text {

  private Text() {}

  /** Exactly: {@code 2 s}, {@code 0.5 s}. */
  static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  /** To a tenth: {@code 8.5 s}. */
  static String tenths(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }

  /** For a countdown, rounded up: {@code 7 s}, {@code 3:05 min}. */
  static String countdown(Duration duration) {
    long seconds = Math.max(0, (duration.toMillis() + 999) / 1000);
    return seconds < 60
        ? seconds + " s"
        : String.format(Locale.ROOT, "%d:%02d min", seconds / 60, seconds % 60);
  }
}
