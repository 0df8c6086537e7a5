package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the limit counts that has rejected a request: by the type of the error, by the words of its
 * message or the name of a quota, or by the headers, if nothing is left of one dimension only.
 */
final class MeantDimension {

  /** The first that occurs counts. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(?<input>input[ _-]?tokens?[ _-]?(?:per|count)|\\bitpm\\b)"
              + "|(?<output>output[ _-]?tokens?[ _-]?(?:per|count)|\\botpm\\b)"
              + "|(?<slots>concurren(?:t|cy))"
              + "|(?<tokens>tokens?[ _-]?per|token rate limit|too many tokens|request tokens|\\btp[md]\\b)"
              + "|(?<calls>requests?[ _-]?per|call rate limit|requests rate limit|api calls|\\brp[md]\\b)",
          Pattern.CASE_INSENSITIVE);

  private MeantDimension() {}

  static @Nullable Dimension of(KnownAnswer answer) {
    for (String type : answer.fields("type")) {
      Dimension named = byType(type);
      if (named != null) {
        return named;
      }
    }
    Matcher words = WORDS.matcher(answer.text());
    return words.find() ? byWords(words) : LimitHeaders.exhausted(answer);
  }

  private static @Nullable Dimension byType(String type) {
    return switch (type) {
      case "requests" -> Dimension.CALLS;
      case "tokens" -> Dimension.TOKENS;
      case "input_tokens" -> Dimension.INPUT_TOKENS;
      case "output_tokens" -> Dimension.OUTPUT_TOKENS;
      default -> null;
    };
  }

  private static Dimension byWords(Matcher words) {
    if (words.group("input") != null) {
      return Dimension.INPUT_TOKENS;
    }
    if (words.group("output") != null) {
      return Dimension.OUTPUT_TOKENS;
    }
    if (words.group("slots") != null) {
      return Dimension.SLOTS;
    }
    return words.group("tokens") != null ? Dimension.TOKENS : Dimension.CALLS;
  }
}
