package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The delay in {@code retry-after-ms} (milliseconds; Azure also uses a prefix), {@code Retry-After}
 * (RFC 9110, 10.2.3: seconds or a date; other forms occur as well), and in headers with other names
 * for the same.
 */
final class RetryAfter {

  private static final List<String> MILLIS = List.of("retry-after-ms", "x-ms-retry-after-ms");

  private static final List<String> OTHERS =
      List.of(
          "retry-after",
          "x-retry-after",
          "x-ratelimit-retry-after",
          "ratelimit-retry-after",
          "x-ai-ratelimit-retry-after", // of Kong
          "x-ratelimit-timeremaining"); // of GitHub Models

  private RetryAfter() {}

  /** The stated delay in nanoseconds, or {@link Signal#NONE}. */
  static long delay(AnswerHeaders answer) {
    for (String header : MILLIS) {
      List<String> values = answer.headers(header);
      if (TimeText.smallest(values) != null) { // numbers only: dates have their own header
        long delay = TimeText.delay(values, TimeUnit.MILLISECONDS, answer.time());
        if (delay != Signal.NONE) {
          return delay;
        }
      }
    }
    for (String header : OTHERS) {
      long delay = TimeText.delay(answer.headers(header), TimeUnit.SECONDS, answer.time());
      if (delay != Signal.NONE) {
        return delay;
      }
    }
    return Signal.NONE;
  }
}
