package dev.ritmo.runtime.internal.signal.provider;

import dev.ritmo.runtime.spi.Answer;
import dev.ritmo.runtime.spi.FailureClassifier;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import dev.ritmo.runtime.spi.Signal.Reason;
import org.jspecify.annotations.Nullable;

/** OpenAI, and compatible providers: Azure, Groq, and servers of open models. */
final class OpenAi implements FailureClassifier {

  private static final Codes CODES =
      new Codes()
          .useless(
              Reason.SPEND,
              "insufficient_quota",
              "credit_balance_exhausted",
              "organization_spend_limit_exceeded",
              "project_spend_limit_exceeded",
              "organization_usage_limit_exceeded",
              "billing_hard_limit_reached",
              "billing_not_active")
          .useless(
              Reason.CREDENTIALS,
              "account_deactivated",
              "access_terminated",
              "unsupported_country_region_territory")
          .useless(Reason.CONTENT, "content_policy_violation", "moderation_blocked")
          .useless(Reason.TOO_LARGE, "string_above_max_length")
          .mean(Kind.OVERLOADED, Reason.OVERLOAD, "slow_down", "server_is_overloaded");

  private static final Sentences SENTENCES =
      new Sentences()
          .useless(Reason.TOO_LARGE, "Request too large\\b")
          .useless(
              Reason.TOO_LARGE,
              "This model's maximum context length is \\d|Your input exceeds the context window")
          .useless(
              Reason.SPEND,
              "You exceeded your current quota, please check your plan and billing details\\."
                  + " For more information on this error, read the docs: https://platform\\.openai\\.com/")
          .quota(
              "(?:Rate limit reached for (?:model )?(?:`[^`]{1,200}`|\\S{1,200})"
                  + "(?: \\(for [\\w ./:-]{1,100}\\))?"
                  + "(?: in organization (?:`[^`]{1,200}`|\\S{1,200}))?"
                  + "(?: service tier `[^`]{1,100}`)? |)"
                  + "(?:Limit )?on (?:requests|tokens|input tokens|output tokens|audio seconds|images) per (?:day|month)\\b");

  @Override
  public @Nullable Signal classify(Throwable failure, Answer answer) {
    boolean isOfPlan =
        answer.codes().contains("usage_limit_reached")
            && !answer.values("resets_in_seconds").isEmpty();
    Signal signal = isOfPlan ? Signal.of(Kind.REJECTED, Reason.QUOTA) : CODES.in(answer);
    return signal != null ? signal : SENTENCES.in(answer);
  }
}
