package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Google: Gemini, Vertex AI, and what all of its APIs have in common. */
final class Google implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(Kind.REJECTED, Reason.RATE, "ratelimitexceeded", "userratelimitexceeded")
          .useless(Reason.QUOTA, "dailylimitexceeded")
          .useless(Reason.SPEND, "billing_disabled", "billingdisabled", "billingnotenabled")
          .useless(
              Reason.CREDENTIALS,
              "api_key_invalid",
              "api_key_service_blocked",
              "service_disabled",
              "access_token_expired");

  private static final String QUOTA =
      "You exceeded your current quota[^\\n]{0,500}\\n\\* Quota exceeded for metric: [\\w./-]{1,200}, limit: ";

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(Reason.SPEND, "Your project has exceeded its (?:monthly )?spending cap\\b")
          .useless(Reason.QUOTA, QUOTA + "0(?![.\\d])") // not for this tier
          .useless(
              Reason.TOO_LARGE, "The input token count (?:\\(\\d+\\) )?exceeds the maximum\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    // the retryDelay next to it belongs to the quota per minute
    for (String quota : answer.values("details.violations.quotaId")) {
      if (quota.contains("PerDay")) {
        return Signal.of(Kind.USELESS, Reason.QUOTA);
      }
    }
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
