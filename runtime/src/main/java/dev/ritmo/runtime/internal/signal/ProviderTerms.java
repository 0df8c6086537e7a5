package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;

/**
 * The names that providers have for a dimension. {@link MeantDimension} and {@link LimitHeaders}
 * know where to look for them.
 *
 * @param types complete types of errors
 * @param headers its name within the names of headers that state what remains
 * @param words a regular expression without capturing groups, for names of quotas and messages
 */
record ProviderTerms(Dimension dimension, List<String> types, List<String> headers, String words) {

  /** The terms of each dimension. If the words of several match, the first one counts. */
  static final List<ProviderTerms> ALL =
      List.of(
          new ProviderTerms(
              Dimension.INPUT_TOKENS,
              List.of("input_tokens"),
              List.of("input-tokens"),
              "input[ _-]?tokens?[ _-]?(?:per|count)|\\bitpm\\b"),
          new ProviderTerms(
              Dimension.OUTPUT_TOKENS,
              List.of("output_tokens"),
              List.of("output-tokens"),
              "output[ _-]?tokens?[ _-]?(?:per|count)|\\botpm\\b"),
          new ProviderTerms(
              Dimension.SLOTS, List.of(), List.of(), "concurren(?:t|cy)|too many connections"),
          new ProviderTerms(
              Dimension.TOKENS,
              List.of("tokens"),
              List.of("tokens", "project-tokens"),
              "tokens?[ _-]?per|token rate limit|too many tokens|request tokens|\\btp[md]\\b"),
          new ProviderTerms(
              Dimension.CALLS,
              List.of("requests"),
              List.of("requests", "req", "calls"),
              "requests?[ _-]?per|call rate limit|requests rate limit|api calls|\\brp[md]\\b"));
}
