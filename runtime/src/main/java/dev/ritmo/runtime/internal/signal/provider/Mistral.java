package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Mistral. */
final class Mistral implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(Kind.OVERLOADED, Reason.OVERLOAD, "service_tier_capacity_exceeded", "3505")
          .useless(Reason.MODEL, "invalid_model");

  /** Also comes with the type of a bad request. */
  private static final Sentences SENTENCES =
      new Sentences().mean(Kind.OVERLOADED, Reason.OVERLOAD, "Service tier capacity exceeded\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
