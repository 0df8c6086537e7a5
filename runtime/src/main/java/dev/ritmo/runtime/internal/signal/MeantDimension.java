package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the limit counts that has rejected a request: by the type of the error or the name of a
 * quota, by the words of its message, or by the headers, if nothing is left of one dimension only.
 */
final class MeantDimension {

  private static final List<String> QUOTAS =
      List.of("details.violations.quotaId", "details.violations.quotaMetric");

  /** The first that occurs counts. */
  private static final Pattern WORDS =
      Pattern.compile(
          "(?<input>input[ _-]?tokens?[ _-]?(?:per|count)|\\bitpm\\b)"
              + "|(?<output>output[ _-]?tokens?[ _-]?(?:per|count)|\\botpm\\b)"
              + "|(?<slots>concurren(?:t|cy)|too many connections)"
              + "|(?<tokens>tokens?[ _-]?per|token rate limit|too many tokens|request tokens|\\btp[md]\\b)"
              + "|(?<calls>requests?[ _-]?per|call rate limit|requests rate limit|api calls|\\brp[md]\\b)",
          Pattern.CASE_INSENSITIVE);

  private MeantDimension() {}

  /** By what no user can have written; null if that does not say. */
  static @Nullable Dimension byName(KnownAnswer answer) {
    for (String code : answer.codes()) {
      Dimension named = byType(code);
      if (named != null) {
        return named;
      }
    }
    for (String field : QUOTAS) {
      Dimension named = byWords(answer.values(field));
      if (named != null) {
        return named;
      }
    }
    return null;
  }

  /** By whatever says it; null if nothing does. */
  static @Nullable Dimension of(KnownAnswer answer) {
    Dimension named = byName(answer);
    if (named == null) {
      named = byWords(answer.messages().stream().map(Prose::of).toList());
    }
    return named == null ? LimitHeaders.exhausted(answer) : named;
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

  private static @Nullable Dimension byWords(List<String> texts) {
    for (String text : texts) {
      Matcher words = WORDS.matcher(text);
      if (words.find()) {
        return byWords(words);
      }
    }
    return null;
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
