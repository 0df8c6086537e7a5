package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Azure OpenAI, and Azure API Management in front of it. */
final class Azure implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .useless(Reason.CONTENT, "responsibleaipolicyviolation", "content_filter_error")
          .useless(Reason.MODEL, "deploymentnotfound", "operationnotsupported", "modeldeprecated")
          .useless(Reason.CREDENTIALS, "permissiondenied", "accessdenied")
          .mean(Kind.OVERLOADED, Reason.OVERLOAD, "nocapacity", "engineoverloaded")
          .mean(Kind.TRANSIENT, Reason.TIMEOUT, "operationtimeout");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(
              Reason.QUOTA,
              "Out of call volume quota\\.|Out of bandwidth quota\\.|Token quota is exceeded\\.");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
