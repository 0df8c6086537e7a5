package dev.ritmo.samples.tenants;

import dev.ritmo.Prompt;
import dev.ritmo.RateLimited;
import dev.ritmo.runtime.spi.TokenUsage;
import java.util.function.UnaryOperator;

/**
 * One assistant for many users. Each has five questions a second; all together have twenty, and as
 * many tokens a minute as the account allows.
 */
final class Assistant {

  private final UnaryOperator<String> model;

  Assistant(UnaryOperator<String> model) {
    this.model = model;
  }

  @RateLimited(calls = 5, period = 1, key = "question.user.id", limiter = "assistant")
  @RateLimited(calls = 20, period = 1)
  @RateLimited(tokens = 200_000, period = 60)
  Answer ask(@Prompt Question question, @Prompt String instructions) {
    String answer = model.apply(instructions + "\n" + question.text());
    return new Answer(answer, new TokenUsage(words(instructions, question.text()), words(answer)));
  }

  /** A model that counts words for tokens. */
  private static long words(String... texts) {
    long words = 0;
    for (String text : texts) {
      words += text.split("\\s+").length;
    }
    return words;
  }
}
