package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Cerebras, whose answers have codes but no error object. */
final class Cerebras implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(Kind.OVERLOADED, Reason.OVERLOAD, "queue_exceeded")
          .useless(Reason.CREDENTIALS, "wrong_api_key");

  private static final Sentences SENTENCES =
      new Sentences().quota("(?:Tokens|Requests) per day limit exceeded\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    if (signal != null) {
      return signal;
    }
    signal = SENTENCES.in(answer);
    Dimension counted =
        answer.codes().contains("token_quota_exceeded")
            ? Dimension.TOKENS
            : answer.codes().contains("request_quota_exceeded") ? Dimension.CALLS : null;
    if (signal == null && counted != null) {
      signal = Signal.of(Kind.REJECTED);
    }
    return signal == null ? null : signal.withMeant(counted);
  }
}
