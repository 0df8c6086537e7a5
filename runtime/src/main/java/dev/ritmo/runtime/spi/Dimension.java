package dev.ritmo.runtime.spi;

/** What a limit counts. */
public enum Dimension {
  /** Calls that start; every attempt is one. */
  CALLS("call", "calls"),
  /** Tokens of prompts and answers together. */
  TOKENS("token", "tokens"),
  /** Tokens of prompts. */
  INPUT_TOKENS("input token", "input tokens"),
  /** Tokens of answers. */
  OUTPUT_TOKENS("output token", "output tokens"),
  /** Calls that run at the same time. */
  SLOTS("concurrent call", "concurrent calls");

  private final String one;
  private final String many;

  Dimension(String one, String many) {
    this.one = one;
    this.many = many;
  }

  /** Whether it is one of tokens, which are estimated, reserved and settled. */
  public boolean isTokens() {
    return this == TOKENS || this == INPUT_TOKENS || this == OUTPUT_TOKENS;
  }

  /** An amount of it as people read it: {@code 1 call}, {@code 1200 input tokens}. */
  public String text(long amount) {
    return amount + " " + (amount == 1 ? one : many);
  }
}
