package dev.ritmo.runtime.spi;

import dev.ritmo.rules.Bounds;

/** What a limit counts. */
public enum Dimension {
  /** Calls started; every attempt counts. */
  CALLS("calls", "call", "calls", Integer.MAX_VALUE),
  /** Tokens of prompts and answers together. */
  TOKENS("tokens", "token", "tokens", Bounds.MAX_AMOUNT),
  /** Tokens of prompts. */
  INPUT_TOKENS("inputTokens", "input token", "input tokens", Bounds.MAX_AMOUNT),
  /** Tokens of answers. */
  OUTPUT_TOKENS("outputTokens", "output token", "output tokens", Bounds.MAX_AMOUNT),
  /** Calls running at the same time. */
  SLOTS("concurrent", "concurrent call", "concurrent calls", Integer.MAX_VALUE);

  private final String element;
  private final String one;
  private final String many;
  private final long most;

  Dimension(String element, String one, String many, long most) {
    this.element = element;
    this.one = one;
    this.many = many;
    this.most = most;
  }

  /**
   * The element of {@code @RateLimited} that limits it, which is also the last part of the
   * configuration key: {@code inputTokens}.
   */
  public String element() {
    return element;
  }

  /**
   * Whether its amount is known only after a call: an estimate is reserved before the call, and
   * settled after it.
   */
  public boolean isReserved() {
    return this != CALLS && this != SLOTS;
  }

  /** Whether it counts tokens. */
  public boolean isTokens() {
    return this == TOKENS || this == INPUT_TOKENS || this == OUTPUT_TOKENS;
  }

  /** An amount of it as text: {@code 1 call}, {@code 1200 input tokens}. */
  public String text(long amount) {
    return amount + " " + (amount == 1 ? one : many);
  }

  /** Its plural as text. */
  String plural() {
    return many;
  }

  /** The largest amount that a limit can have. */
  long most() {
    return most;
  }
}
