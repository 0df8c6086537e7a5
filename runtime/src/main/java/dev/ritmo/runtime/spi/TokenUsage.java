package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;

/**
 * The tokens that a call has used, as reported by the provider. Immutable.
 *
 * @param input tokens of the prompt
 * @param output tokens of the answer
 */
public record TokenUsage(long input, long output) {

  /**
   * @throws IllegalArgumentException if one is negative, or both are more than 10<sup>15</sup>
   */
  public TokenUsage {
    require("input", input);
    require("output", output);
    require("all", input + output);
  }

  private static void require(String which, long tokens) {
    if (tokens < 0 || tokens > Bounds.MAX_AMOUNT) {
      throw new IllegalArgumentException(
          which + " tokens must be from 0 to " + Bounds.MAX_AMOUNT + ", but were " + tokens);
    }
  }
}
