package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** xAI, whose codes are sentences. */
final class XAi implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .useless(
              Reason.CREDENTIALS,
              "the caller does not have permission to execute the specified operation");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(
              Reason.SPEND,
              "Your (?:newly created )?team (?:\\S{1,80} )?(?:has either used all available credits|has run out of credits|doesn.t have any credits)");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
