package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Signal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The delay that a body states: in a field of the error object, such as Google's {@code
 * retryDelay}, or in words, {@code Please try again in 456ms}. Because a user may have written
 * them, words count only in the error's own message, outside quotes, in a sentence about limits,
 * and for at most an hour.
 */
final class StatedInBody {

  private static final List<String> SECONDS =
      List.of(
          "details.retryDelay",
          "retryDelay",
          "retry_after",
          "retry_after_seconds",
          "retryAfter",
          "resets_in_seconds",
          "resets_at",
          "metadata.retry_after",
          "metadata.retry_after_seconds",
          "metadata.headers.retry-after",
          "details.retry_after");

  private static final List<String> MILLIS =
      List.of("retry_after_ms", "retryAfterMs", "metadata.headers.retry-after-ms");

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private static final Pattern DELAY =
      Pattern.compile(
          "(?:try(?:ing)? again|retry(?:ing)?(?: your request| the request)?|wait|resets?|reset your limit"
              + "|available(?: again)?|replenished|refreshe[sd])"
              + " (?:(?:in|after|for|at least|about|approximately|another|within|a minimum of) ){0,3}"
              + "(?:(?<duration>"
              + DurationText.PATTERN
              + ")|(?<hours>\\d{1,3}):(?<minutes>\\d\\d):(?<seconds>\\d\\d)(?!\\d))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern DATE =
      Pattern.compile(
          "(?:try again|retry|wait|resets?|available)(?: (?:at|on|after|until|again)){0,2}:? "
              + "(?<date>\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?"
              + "(?:Z| ?UTC| ?GMT|[+-]\\d\\d:\\d\\d))",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern LIMITS =
      Pattern.compile(
          "limit|quota|\\brates?\\b|throttl|too (?:many|fast|quickly)|capacity|overload|\\bbusy|exceeded"
              + "|exhausted|high (?:traffic|demand|load)|unavailable|try(?:ing)? again|\\bretry|\\bresets?\\b"
              + "|before (?:the next|sending|making)|available (?:again )?in|is (?:currently )?loading",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern REQUEST_TO_WAIT =
      Pattern.compile("(?:please )?wait\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private StatedInBody() {}

  /** The stated delay in nanoseconds, or {@link Signal#NONE}. */
  static long delay(KnownAnswer answer) {
    long stated = inFields(answer, MILLIS, TimeUnit.MILLISECONDS);
    if (stated == Signal.NONE) {
      stated = inFields(answer, SECONDS, TimeUnit.SECONDS);
    }
    return stated == Signal.NONE ? inWords(answer) : stated;
  }

  private static long inFields(KnownAnswer answer, List<String> fields, TimeUnit unit) {
    for (String field : fields) {
      long delay = TimeText.delay(answer.values(field), unit, answer.time());
      if (delay != Signal.NONE) {
        return delay;
      }
    }
    return Signal.NONE;
  }

  private static long inWords(KnownAnswer answer) {
    for (String message : answer.messages()) {
      boolean spokeOfLimits = false;
      List<String> sentences = Prose.sentences(Prose.of(message));
      for (String sentence : sentences) {
        boolean speaksOfLimits = LIMITS.matcher(sentence).find();
        boolean isRequest = REQUEST_TO_WAIT.matcher(sentence).matches();
        boolean follows = spokeOfLimits || sentences.size() == 1;
        boolean counts = speaksOfLimits || (isRequest && follows);
        long delay = counts ? inSentence(sentence, answer.time()) : Signal.NONE;
        if (delay != Signal.NONE) {
          return Math.min(delay, HOUR);
        }
        spokeOfLimits = speaksOfLimits;
      }
    }
    return Signal.NONE;
  }

  private static long inSentence(String sentence, Instant now) {
    Matcher words = DELAY.matcher(sentence);
    if (words.find()) {
      return words.group("duration") != null
          ? TimeText.delay(words.group("duration"), TimeUnit.SECONDS, now)
          : clock(words);
    }
    Matcher date = DATE.matcher(sentence);
    return date.find() ? TimeText.delay(date.group("date"), TimeUnit.SECONDS, now) : Signal.NONE;
  }

  private static long clock(Matcher words) {
    long seconds =
        Long.parseLong(words.group("hours")) * 3600
            + Long.parseLong(words.group("minutes")) * 60
            + Long.parseLong(words.group("seconds"));
    return seconds == 0 ? Signal.NONE : TimeUnit.SECONDS.toNanos(seconds);
  }
}
