package dev.ritmo.testkit;

/**
 * The tokens of an account, as its provider has them in its books. Immutable.
 *
 * @param inFlight the number of admitted requests whose answers are not complete
 * @param reserved the tokens that those have reserved
 * @param prompt the tokens of prompts whose answers are complete, cached ones included
 * @param answer the tokens of complete answers, reasoning included
 */
public record TokenBooks(int inFlight, long reserved, long prompt, long answer) {

  /** All tokens of complete requests. */
  public long used() {
    return prompt + answer;
  }
}
