package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Amazon Bedrock, and what all of Amazon's services have in common. */
final class Bedrock implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(
              Kind.REJECTED,
              Reason.RATE,
              "throttlingexception",
              "throttling",
              "throttledexception",
              "toomanyrequestsexception",
              "requestlimitexceeded")
          .mean(
              Kind.OVERLOADED,
              Reason.OVERLOAD,
              "serviceunavailableexception",
              "modelnotreadyexception")
          .mean(
              Kind.TRANSIENT,
              Reason.TIMEOUT,
              "modeltimeoutexception",
              "requesttimeout",
              "requesttimeoutexception")
          .mean(Kind.TRANSIENT, Reason.CONNECTION, "modelstreamerrorexception")
          .useless(Reason.QUOTA, "servicequotaexceededexception")
          .useless(
              Reason.CREDENTIALS,
              "accessdeniedexception",
              "unrecognizedclientexception",
              "invalidsignatureexception",
              "expiredtokenexception")
          .useless(Reason.MODEL, "resourcenotfoundexception")
          .useless(Reason.BAD_REQUEST, "validationexception");

  /** The meaning of an exception that has several. */
  private static final Sentences SENTENCES =
      new Sentences()
          .quota("Too many tokens per day\\b")
          .useless(Reason.TOO_LARGE, "Input is too long for requested model\\b")
          .useless(Reason.MODEL, "The provided model identifier is invalid\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    if (signal == null) {
      return null;
    }
    Signal detail = SENTENCES.in(answer);
    return detail != null && detail.isCurable() == signal.isCurable() ? detail : signal;
  }
}
