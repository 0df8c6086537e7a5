package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Moonshot and DeepSeek, whose codes are alike. */
final class Moonshot implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .useless(Reason.SPEND, "exceeded_current_quota_error", "insufficient_balance_error")
          .useless(Reason.CREDENTIALS, "invalid_authentication_error")
          .useless(Reason.CONTENT, "content_filter_error");

  private static final Sentences SENTENCES =
      new Sentences().useless(Reason.SPEND, "Insufficient Balance\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
