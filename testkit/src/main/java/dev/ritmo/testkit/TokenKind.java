package dev.ritmo.testkit;

/** Which tokens a {@link TokenPolicy} counts. */
public enum TokenKind {
  /** Those of prompt and answer. */
  ALL("tokens"),
  /** Those of the prompt; not those that came from a cache. */
  INPUT("input-tokens"),
  /** Those of the answer. */
  OUTPUT("output-tokens");

  private final String text;

  TokenKind(String text) {
    this.text = text;
  }

  /** As headers name it. */
  String text() {
    return text;
  }

  /** What is reserved on arrival: the estimate of the prompt, and the longest answer if stated. */
  int reserved(ModelRequest request) {
    return amount(request.promptTokens(), request.maxTokens());
  }

  int used(Usage usage) {
    return amount(usage.prompt() - (this == INPUT ? usage.cacheRead() : 0), usage.answer());
  }

  private int amount(int prompt, int answer) {
    long sum = (this == OUTPUT ? 0L : prompt) + (this == INPUT ? 0L : answer);
    return (int) Math.min(sum, Integer.MAX_VALUE); // a client may state any max_tokens
  }
}
