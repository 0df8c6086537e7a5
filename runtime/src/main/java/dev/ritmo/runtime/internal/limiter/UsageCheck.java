package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Limits;
import dev.ritmo.runtime.spi.Dimension;

/**
 * Tells the tokens that a call can have used from numbers that a provider, a gateway or a client
 * puts there because it does not know. What is no usage must neither free what was reserved nor
 * teach how long answers are: a provider that always reports nothing would void a limit of tokens,
 * and one that reports far too much would block it for years.
 *
 * <p>Nothing at all is no usage, as every request has a prompt. An answer of no tokens beside a
 * prompt is: embeddings have none. Too much is more than any model can read or write in a call,
 * unless the limit shows that something else than tokens of models is counted.
 */
final class UsageCheck {

  /** More than the largest context of any model. */
  private static final long LARGEST_CALL = 10_000_000;

  /** What so many whole limits would have to pay for has not been let pass by the provider. */
  private static final long MOST_LIMITS = 100;

  private UsageCheck() {}

  /** Whether a call can have used so many tokens of the prompt and of the answer. */
  static boolean isUsage(Limits limits, long input, long output) {
    return input + output > 0
        && isPossible(limits, Dimension.INPUT_TOKENS, input)
        && isPossible(limits, Dimension.OUTPUT_TOKENS, output)
        && isPossible(limits, Dimension.TOKENS, input + output);
  }

  /** Whether a call can have used so much. */
  static boolean isPossible(Limits limits, Dimension dimension, long tokens) {
    return tokens <= LARGEST_CALL || tokens / MOST_LIMITS <= limits.most(dimension);
  }
}
