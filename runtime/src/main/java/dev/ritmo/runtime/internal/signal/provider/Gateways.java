package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** Gateways and platforms that have few codes of their own and provide no models. */
final class Gateways implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .mean(
              Kind.REJECTED,
              Reason.RATE,
              "policies.ratelimit.spikearrestviolation", // of Apigee
              "policies.ratelimit.quotaviolation",
              "request_limit_exceeded", // of Databricks
              "rate_limit_reached_requests") // of watsonx
          .useless(Reason.SPEND, "consumption_limit_reached")
          .useless(Reason.QUOTA, "token_quota_reached");

  /** Codes of Cloudflare Workers AI. */
  private static final Sentences SENTENCES =
      new Sentences()
          .mean(
              Kind.OVERLOADED,
              Reason.OVERLOAD,
              "(?:AiError: ){0,3}Capacity temporarily exceeded\\b")
          .quota("(?:AiError: ){0,3}you have used up your daily free allocation\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    Signal signal = CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
