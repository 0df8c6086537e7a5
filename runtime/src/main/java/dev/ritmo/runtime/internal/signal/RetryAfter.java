package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.util.concurrent.TimeUnit;

/**
 * The delay in {@code retry-after-ms} (milliseconds; of Azure with a prefix as well) and {@code
 * Retry-After} (RFC 9110, 10.2.3: seconds or a date; fractions of seconds occur as well).
 */
final class RetryAfter {

  private RetryAfter() {}

  /** The stated delay in nanoseconds, or {@link Signal#NONE}. */
  static long delay(KnownAnswer answer) {
    long delay = millis(answer, "retry-after-ms");
    if (delay == Signal.NONE) {
      delay = millis(answer, "x-ms-retry-after-ms");
    }
    if (delay != Signal.NONE) {
      return delay;
    }
    String value = answer.header("retry-after");
    long seconds = StatedTime.of(StatedTime.number(value), TimeUnit.SECONDS);
    return seconds != Signal.NONE
        ? seconds
        : StatedTime.between(answer.time(), StatedTime.httpDate(value));
  }

  private static long millis(KnownAnswer answer, String header) {
    return StatedTime.of(StatedTime.number(answer.header(header)), TimeUnit.MILLISECONDS);
  }
}
