package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the limit counts that has rejected a request: by the type of the error or the name of a
 * quota, by the words of its message, or by the headers, if nothing is left of one dimension only.
 */
final class MeantDimension {

  private static final List<String> QUOTAS =
      List.of("details.violations.quotaId", "details.violations.quotaMetric");

  /** A group for each of the terms, in their order; what occurs first counts. */
  private static final Pattern WORDS =
      Pattern.compile(
          ProviderTerms.ALL.stream()
              .map(terms -> "(" + terms.words() + ")")
              .collect(Collectors.joining("|")),
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
    for (ProviderTerms terms : ProviderTerms.ALL) {
      if (terms.types().contains(type)) {
        return terms.dimension();
      }
    }
    return null;
  }

  private static @Nullable Dimension byWords(List<String> texts) {
    for (String text : texts) {
      Matcher words = WORDS.matcher(text);
      if (words.find()) {
        return byGroup(words);
      }
    }
    return null;
  }

  private static Dimension byGroup(Matcher words) {
    int index = 0;
    while (words.group(index + 1) == null) {
      index++;
    }
    return ProviderTerms.ALL.get(index).dimension();
  }
}
