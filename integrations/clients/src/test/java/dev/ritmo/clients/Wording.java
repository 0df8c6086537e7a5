package dev.ritmo.clients;

import dev.ritmo.runtime.spi.Signal.Reason;

/** How a provider puts the failures that every client is tried with. */
enum Wording {
  OPENAI(
      "{\"error\":{\"message\":\"Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29500, Requested 1200. Please try again in 9s.\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}",
      "{\"error\":{\"message\":\"You exceeded your current quota, please check your plan and billing details.\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}",
      "{\"error\":{\"message\":\"The server is overloaded.\",\"type\":\"server_error\",\"param\":null,\"code\":\"server_is_overloaded\"}}",
      503,
      Reason.SPEND),
  ANTHROPIC(
      "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This request would exceed the rate limit for your organization of 40,000 tokens per minute. Please try again in 9s.\"}}",
      "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Limit reached.\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
      "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
      529,
      Reason.SPEND),
  GOOGLE(
      "{\"error\":{\"code\":429,\"message\":\"Quota exceeded for tokens per minute. Please retry in 9s.\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"9s\"}]}}",
      "{\"error\":{\"code\":429,\"message\":\"Your project has exceeded its monthly spending cap.\",\"status\":\"RESOURCE_EXHAUSTED\"}}",
      "{\"error\":{\"code\":503,\"message\":\"The model is overloaded.\",\"status\":\"UNAVAILABLE\"}}",
      503,
      Reason.SPEND),
  AZURE(
      "{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 9 seconds.\"}}",
      "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"You exceeded your current quota.\"}}",
      "{\"error\":{\"code\":\"InternalServerError\",\"message\":\"Busy.\"}}",
      503,
      Reason.SPEND),
  AMAZON(
      "{\"__type\":\"ThrottlingException\",\"message\":\"Too many tokens, please try again in 9s.\"}",
      "{\"__type\":\"ServiceQuotaExceededException\",\"message\":\"The quota is exceeded.\"}",
      "{\"__type\":\"ServiceUnavailableException\",\"message\":\"Busy.\"}",
      503,
      Reason.QUOTA);

  /** 429: too many tokens, come back in 9 s. */
  final String rejection;

  /** 429, but no wait helps. */
  final String exhausted;

  final String overload;
  final int overloaded;

  /** Why no wait helps. */
  final Reason why;

  Wording(String rejection, String exhausted, String overload, int overloaded, Reason why) {
    this.rejection = rejection;
    this.exhausted = exhausted;
    this.overload = overload;
    this.overloaded = overloaded;
    this.why = why;
  }
}
