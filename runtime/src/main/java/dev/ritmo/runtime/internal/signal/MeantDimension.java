package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The dimension of the limit that rejected a request: from the type of the error or the name of a
 * quota, from the words of its message, or from the headers if exactly one dimension has nothing
 * left.
 */
final class MeantDimension {

  private static final List<String> QUOTAS =
      List.of("details.violations.quotaId", "details.violations.quotaMetric");

  /** One group per term, in order; the first occurrence counts. */
  private static final Pattern WORDS =
      Pattern.compile(
          ProviderTerms.ALL.stream()
              .map(terms -> "(" + terms.words() + ")")
              .collect(Collectors.joining("|")),
          Pattern.CASE_INSENSITIVE);

  private MeantDimension() {}

  /** From parts that no user can have written; null if they do not say. */
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

  /** From any part; null if none says. */
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
