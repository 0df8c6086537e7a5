package dev.ritmo.runtime.internal.window;

import dev.ritmo.runtime.spi.Dimension;

/**
 * How much of each dimension a call takes; of slots it is always one. Immutable.
 *
 * @param calls requests that it sends
 * @param tokens of prompt and answer together
 * @param inputTokens of the prompt
 * @param outputTokens of the answer
 */
public record Weights(long calls, long tokens, long inputTokens, long outputTokens) {

  /** One call and nothing else. */
  public static final Weights ONE_CALL = new Weights(1, 0, 0, 0);

  /** How much of this dimension. */
  public long of(Dimension dimension) {
    return switch (dimension) {
      case CALLS -> calls;
      case TOKENS -> tokens;
      case INPUT_TOKENS -> inputTokens;
      case OUTPUT_TOKENS -> outputTokens;
      case SLOTS -> 1;
    };
  }
}
