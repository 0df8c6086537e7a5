package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** OpenRouter. */
final class OpenRouter implements FailureClassifier {

  private static final Sentences SENTENCES =
      new Sentences()
          .quota("Rate limit exceeded: (?:free-models-per-day|limit_rpd)\\b")
          .useless(Reason.SPEND, "Insufficient credits\\b|This request requires more credits\\b")
          .useless(Reason.SPEND, "Key limit exceeded\\b")
          .useless(Reason.MODEL, "No (?:allowed providers|endpoints) (?:are available|found)\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    boolean isModerated =
        answer.status() == 403 && !answer.values("metadata.flagged_input").isEmpty();
    return isModerated ? Signal.of(Kind.USELESS, Reason.CONTENT) : SENTENCES.in(answer);
  }
}
