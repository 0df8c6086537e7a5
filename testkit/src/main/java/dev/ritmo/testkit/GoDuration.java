package dev.ritmo.testkit;

import java.math.BigDecimal;
import java.time.Duration;

/** Formats durations like OpenAI, as Go does: {@code 17ms}, {@code 7.66s}, {@code 6m0s}. */
final class GoDuration {

  private static final long MILLION = 1_000_000;

  private GoDuration() {}

  /** Rounds up to milliseconds, so that a client that waits for it does not come too early. */
  static String text(long nanos) {
    long millis = millis(nanos);
    if (millis == 0) {
      return "0s";
    }
    if (millis < 1000) {
      return millis + "ms";
    }
    Duration duration = Duration.ofMillis(millis);
    StringBuilder text = new StringBuilder();
    if (duration.toHours() > 0) {
      text.append(duration.toHours()).append('h');
    }
    if (duration.toMinutes() > 0) {
      text.append(duration.toMinutesPart()).append('m');
    }
    BigDecimal seconds = BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros();
    return text.append(seconds.toPlainString()).append('s').toString();
  }

  /** Rounded up. */
  static long millis(long nanos) {
    return nanos / MILLION + (nanos % MILLION == 0 ? 0 : 1);
  }
}
