package dev.ritmo.runtime.internal.signal;

import dev.ritmo.runtime.spi.Dimension;
import java.util.List;

/**
 * What providers call a dimension. {@link MeantDimension} and {@link LimitHeaders} know where to
 * look for it.
 *
 * @param types types of errors, in full
 * @param headers its name within those of headers that say how much of a limit is left
 * @param words a regular expression, without capturing groups, for the names of quotas and for
 *     messages
 */
record ProviderTerms(Dimension dimension, List<String> types, List<String> headers, String words) {

  /** Those of each dimension. Where the words of several fit, the first one is meant. */
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
