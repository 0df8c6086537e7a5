package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The delay that a body states: Google's {@code retryDelay}, or in words, {@code Please try again
 * in 456ms}, {@code Please retry after 37 seconds}.
 */
final class RetryHint {

  private static final Pattern WORDS =
      Pattern.compile(
          "(?:try again|retry|wait|resets?) (?:(?:in|after|for|at least|about|another) ){0,2}(?<duration>"
              + DurationText.PATTERN
              + ")",
          Pattern.CASE_INSENSITIVE);

  private RetryHint() {}

  /** The stated delay in nanoseconds, or {@link Signal#NONE}. */
  static long delay(KnownAnswer answer) {
    for (String retryDelay : answer.fields("retryDelay")) {
      long delay = DurationText.nanos(retryDelay);
      if (delay != Signal.NONE) {
        return delay;
      }
    }
    Matcher words = WORDS.matcher(answer.text());
    return words.find() ? DurationText.nanos(words.group("duration")) : Signal.NONE;
  }
}
