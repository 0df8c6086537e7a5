package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Groq; most of its answers have the form of OpenAI's. */
final class Groq implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(Kind.OVERLOADED, Reason.OVERLOAD, "capacity_exceeded", "over_capacity")
          .useless(Reason.MODEL, "model_decommissioned", "model_not_active", "model_terms_required")
          .useless(Reason.SPEND, "blocked_api_access", "spend_limit_reached");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    boolean isFull = answer.status() == 498; // of its flexible tier
    return isFull ? Signal.of(Kind.OVERLOADED) : CODES.in(answer);
  }
}
