package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Cohere, which has no codes. */
final class Cohere implements FailureClassifier {

  private static final Sentences SENTENCES =
      new Sentences()
          .quota("You are using a Trial key, which is limited to [\\d,]{1,12} API calls ?/ ?month")
          .quota("trial token rate limit exceeded, limit is [\\d,]{1,15} tokens per (?:day|month)")
          .useless(Reason.TOO_LARGE, "too many tokens: ")
          .useless(Reason.CONTENT, "blocked (?:input|output)")
          .useless(Reason.CREDENTIALS, "invalid api token");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    return SENTENCES.in(answer);
  }
}
