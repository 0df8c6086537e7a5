package dev.ritmo.runtime.internal.signal;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.runtime.internal.signal.FailureTableTest.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.INPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.OUTPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.SLOTS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.UNKNOWN;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;

/** What providers really answer, as their clients throw it, and what that says. */
final class FailureTableTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Map<String, String> NONE = Map.of();

  /** One failure: what it is, and the signal expected of it. */
  record Row(
      String what,
      Throwable failure,
      Kind kind,
      @Nullable Dimension meant,
      @Nullable String delay) {

    static Row row(String what, Throwable failure, Kind kind) {
      return new Row(what, failure, kind, null, null);
    }

    static Row row(String what, Throwable failure, Kind kind, @Nullable Dimension meant) {
      return new Row(what, failure, kind, meant, null);
    }

    static Row row(
        String what, Throwable failure, Kind kind, @Nullable Dimension meant, String delay) {
      return new Row(what, failure, kind, meant, delay);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "openAi",
    "azure",
    "anthropic",
    "google",
    "bedrock",
    "groqMistralCohere",
    "routers",
    "others"
  })
  void aFailureSaysWhatItsProviderMeans(Row row) {
    assertThat(Signals.of(row.failure(), NOW)).isEqualTo(expected(row));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "openAi",
    "azure",
    "anthropic",
    "google",
    "bedrock",
    "groqMistralCohere",
    "routers",
    "others"
  })
  void aFutureHandsOnTheSameSignal(Row row) {
    assertThat(Signals.of(new CompletionException(row.failure()), NOW)).isEqualTo(expected(row));
  }

  private static Signal expected(Row row) {
    long delay = row.delay() == null ? Signal.NONE : Duration.parse(row.delay()).toNanos();
    return new Signal(row.kind(), row.meant(), delay);
  }

  /** OpenAI's error body. */
  private static String openAiBody(String type, @Nullable String code, String message) {
    String quoted = code == null ? "null" : "\"" + code + "\"";
    return """
        {
          "error": {
            "message": "%s",
            "type": "%s",
            "param": null,
            "code": %s
          }
        }
        """
        .formatted(message, type, quoted);
  }

  static Stream<Row> openAi() {
    String rpm =
        "Rate limit reached for gpt-4o in organization org-x on requests per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 120ms.";
    String tpm =
        "Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29500, Requested 1200. Please try again in 1m2.5s. Visit https://platform.openai.com/account/rate-limits to learn more.";
    String rpd =
        "Rate limit reached for gpt-4o on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.";
    String quota = "You exceeded your current quota, please check your plan and billing details.";
    String large =
        "Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 41000. The input or output tokens must be reduced in order to run successfully.";
    Map<String, String> minuteAndDay =
        Map.of(
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "17ms",
            "x-ratelimit-remaining-tokens", "149984",
            "x-ratelimit-reset-tokens", "6m0s");
    return Stream.of(
        row(
            "LangChain4j, requests a minute",
            Clients.langChain4j(429, openAiBody("requests", "rate_limit_exceeded", rpm)),
            REJECTED,
            CALLS,
            "PT0.12S"),
        row(
            "LangChain4j, tokens a minute",
            Clients.langChain4j(429, openAiBody("tokens", "rate_limit_exceeded", tpm)),
            REJECTED,
            TOKENS,
            "PT1M2.5S"),
        row(
            "LangChain4j, requests a day",
            Clients.langChain4j(429, openAiBody("requests", "rate_limit_exceeded", rpd)),
            REJECTED,
            CALLS,
            "PT7M12S"),
        row(
            "LangChain4j, no credit",
            Clients.langChain4j(429, openAiBody("insufficient_quota", "insufficient_quota", quota)),
            USELESS),
        row(
            "LangChain4j, no credit, by a newer code",
            Clients.langChain4j(
                429, openAiBody("insufficient_quota", "credit_balance_exhausted", quota)),
            USELESS),
        row(
            "LangChain4j, spend cap of the project",
            Clients.langChain4j(
                429, openAiBody("requests", "project_spend_limit_exceeded", "Spend limit.")),
            USELESS),
        row(
            "LangChain4j, larger than the limit",
            Clients.langChain4j(429, openAiBody("tokens", "rate_limit_exceeded", large)),
            USELESS),
        row(
            "LangChain4j, ramp too steep",
            Clients.langChain4j(429, openAiBody("requests", "slow_down", "Slow down.")),
            OVERLOADED),
        row(
            "LangChain4j, overloaded",
            Clients.langChain4j(503, openAiBody("server_error", "server_is_overloaded", "Busy.")),
            OVERLOADED),
        row(
            "LangChain4j, error of the server",
            Clients.langChain4j(500, openAiBody("server_error", null, "Had an error.")),
            OVERLOADED),
        row(
            "LangChain4j, wrong key",
            Clients.langChain4j(401, openAiBody("invalid_request_error", "invalid_api_key", "No.")),
            USELESS),
        row(
            "LangChain4j, error event in a stream",
            new RuntimeException(openAiBody("server_error", null, "Had an error.")),
            OVERLOADED),
        row(
            "LangChain4j, rejection in a stream",
            new RuntimeException(openAiBody("tokens", "rate_limit_exceeded", tpm)),
            REJECTED,
            TOKENS,
            "PT1M2.5S"),
        row(
            "LangChain4j, bad request in a stream",
            new RuntimeException(openAiBody("invalid_request_error", null, "No such parameter.")),
            USELESS),
        row(
            "openai-java, milliseconds before seconds",
            Clients.openAiJava(
                429,
                Map.of("retry-after", "1", "retry-after-ms", "812"),
                "requests",
                "rate_limit_exceeded",
                rpm),
            REJECTED,
            CALLS,
            "PT0.812S"),
        row(
            "openai-java, headers before words",
            Clients.openAiJava(
                429, Map.of("Retry-After", "63"), "tokens", "rate_limit_exceeded", tpm),
            REJECTED,
            TOKENS,
            "PT63S"),
        row(
            "openai-java, the limit that is used up",
            Clients.openAiJava(
                429, minuteAndDay, "requests", "rate_limit_exceeded", "Rate limit reached."),
            REJECTED,
            CALLS,
            "PT0.017S"),
        row(
            "openai-java, the type without a code",
            Clients.openAiJava(429, NONE, "insufficient_quota", null, quota),
            USELESS),
        row(
            "openai-java, told not to retry",
            Clients.openAiJava(
                429,
                Map.of("x-should-retry", "false", "retry-after", "1"),
                "requests",
                "rate_limit_exceeded",
                rpm),
            USELESS),
        row(
            "openai-java, told to retry",
            Clients.openAiJava(409, Map.of("x-should-retry", "true"), "lock", null, "Locked."),
            TRANSIENT),
        row(
            "openai-java, error in a stream that began well",
            Clients.openAiJava(200, NONE, "server_error", null, "Had an error."),
            OVERLOADED),
        row(
            "Spring, the body beyond the message",
            Clients.spring(
                429, NONE, openAiBody("insufficient_quota", "insufficient_quota", quota)),
            USELESS),
        row(
            "Spring, Retry-After as a date",
            Clients.spring(
                429,
                Map.of("Retry-After", "Mon, 23 Nov 2026 12:00:37 GMT"),
                openAiBody("", null, "")),
            REJECTED,
            null,
            "PT37S"),
        row(
            "Spring AI 1, tokens",
            new NonTransientAiException(
                "HTTP 429 - " + openAiBody("tokens", "rate_limit_exceeded", tpm)),
            REJECTED,
            TOKENS,
            "PT1M2.5S"),
        row(
            "Spring AI 1, no credit",
            new NonTransientAiException(
                "429 - " + openAiBody("insufficient_quota", "insufficient_quota", quota)),
            USELESS),
        row(
            "Spring AI 1, wrong key",
            new NonTransientAiException("401 - " + openAiBody("invalid_request_error", null, "No")),
            USELESS),
        row("Spring AI 1, overloaded", new TransientAiException("503 - Busy"), OVERLOADED),
        row("Spring AI 1, without a status", new TransientAiException("broken"), TRANSIENT));
  }

  static Stream<Row> azure() {
    String tokens =
        "{\"error\":{\"code\":\"429\",\"message\":\"Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-06-01 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 37 seconds.\"}}";
    String calls =
        "{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded call rate limit of your current OpenAI S0 pricing tier. Please retry after 1 second.\"}}";
    return Stream.of(
        row("Azure SDK, tokens", Clients.azure(429, NONE, tokens), REJECTED, TOKENS, "PT37S"),
        row("Azure SDK, calls", Clients.azure(429, NONE, calls), REJECTED, CALLS, "PT1S"),
        row(
            "Azure SDK, its own milliseconds",
            Clients.azure(429, Map.of("x-ms-retry-after-ms", "250"), calls),
            REJECTED,
            CALLS,
            "PT0.25S"),
        row("LangChain4j", Clients.langChain4j(429, tokens), REJECTED, TOKENS, "PT37S"),
        row(
            "Azure SDK, filtered",
            Clients.azure(
                400, NONE, "{\"error\":{\"code\":\"content_filter\",\"message\":\"Filtered.\"}}"),
            USELESS),
        row(
            "Azure SDK, quota of the gateway",
            Clients.azure(
                403,
                NONE,
                "{\"statusCode\":403,\"message\":\"Out of call volume quota. Quota will be replenished in 02:12:34.\"}"),
            USELESS),
        row(
            "Azure SDK, gateway",
            Clients.azure(
                429,
                NONE,
                "{\"statusCode\":429,\"message\":\"Rate limit is exceeded. Try again in 32 seconds.\"}"),
            REJECTED,
            null,
            "PT32S"));
  }

  /** Anthropic's error body. */
  private static String anthropicBody(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"req_1\"}"
        .formatted(type, message);
  }

  static Stream<Row> anthropic() {
    String input =
        anthropicBody(
            "rate_limit_error",
            "This request would exceed your organization's rate limit of 40,000 input tokens per minute (org: x). For details, refer to: https://docs.anthropic.com.");
    String output =
        anthropicBody(
            "rate_limit_error",
            "This request would exceed the rate limit for your organization of 8,000 output tokens per minute.");
    String cap =
        "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"Limit reached.\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}";
    return Stream.of(
        row(
            "anthropic-sdk-java, input tokens",
            Clients.anthropicJava(429, Map.of("retry-after", "28"), input),
            REJECTED,
            INPUT_TOKENS,
            "PT28S"),
        row(
            "anthropic-sdk-java, output tokens",
            Clients.anthropicJava(429, Map.of("retry-after", "7"), output),
            REJECTED,
            OUTPUT_TOKENS,
            "PT7S"),
        row(
            "anthropic-sdk-java, resets only, with a clock that is 90 s ahead",
            Clients.anthropicJava(
                429,
                Map.of(
                    "Date", "Mon, 23 Nov 2026 12:01:30 GMT",
                    "anthropic-ratelimit-requests-remaining", "0",
                    "anthropic-ratelimit-requests-reset", "2026-11-23T12:01:42Z",
                    "anthropic-ratelimit-tokens-remaining", "9000",
                    "anthropic-ratelimit-tokens-reset", "2026-11-23T12:03:00Z"),
                anthropicBody("rate_limit_error", "Slow.")),
            REJECTED,
            CALLS,
            "PT12S"),
        row(
            "anthropic-sdk-java, tokens of the prompt are tokens too",
            Clients.anthropicJava(
                429,
                Map.of(
                    "anthropic-ratelimit-input-tokens-remaining", "0",
                    "anthropic-ratelimit-input-tokens-reset", "2026-11-23T12:00:20Z",
                    "anthropic-ratelimit-tokens-remaining", "0",
                    "anthropic-ratelimit-tokens-reset", "2026-11-23T12:00:50Z"),
                anthropicBody("rate_limit_error", "Slow.")),
            REJECTED,
            INPUT_TOKENS,
            "PT20S"),
        row(
            "anthropic-sdk-java, connections",
            Clients.anthropicJava(
                429,
                NONE,
                anthropicBody(
                    "rate_limit_error",
                    "Number of concurrent connections has exceeded your rate limit.")),
            REJECTED,
            SLOTS),
        row("anthropic-sdk-java, spend cap", Clients.anthropicJava(429, NONE, cap), USELESS),
        row("LangChain4j, spend cap", Clients.langChain4j(429, cap), USELESS),
        row("LangChain4j, input tokens", Clients.langChain4j(429, input), REJECTED, INPUT_TOKENS),
        row(
            "LangChain4j, overloaded",
            Clients.langChain4j(529, anthropicBody("overloaded_error", "Overloaded")),
            OVERLOADED),
        row(
            "LangChain4j, overloaded in a stream",
            new RuntimeException(anthropicBody("overloaded_error", "Overloaded")),
            OVERLOADED),
        row(
            "anthropic-sdk-java, overloaded in a stream",
            Clients.anthropicJava(200, NONE, anthropicBody("overloaded_error", "Overloaded")),
            OVERLOADED),
        row(
            "LangChain4j, error of the server",
            Clients.langChain4j(500, anthropicBody("api_error", "Internal server error")),
            OVERLOADED),
        row(
            "anthropic-sdk-java, took too long",
            Clients.anthropicJava(504, NONE, anthropicBody("timeout_error", "Took too long.")),
            TRANSIENT),
        row(
            "LangChain4j, unpaid",
            Clients.langChain4j(402, anthropicBody("billing_error", "Pay.")),
            USELESS),
        row(
            "LangChain4j, limit on usage",
            Clients.langChain4j(
                400,
                anthropicBody(
                    "invalid_request_error", "You have reached your specified API usage limits.")),
            USELESS),
        row(
            "LangChain4j, too large",
            Clients.langChain4j(413, anthropicBody("request_too_large", "Too large.")),
            USELESS));
  }

  /** Google's error body, with one quota. */
  private static String googleBody(String quotaId, String retryDelay) {
    return """
        {
          "error": {
            "code": 429,
            "message": "You exceeded your current quota, please check your plan and billing details. For more information on this error, head to: https://ai.google.dev/gemini-api/docs/rate-limits.",
            "status": "RESOURCE_EXHAUSTED",
            "details": [
              {
                "@type": "type.googleapis.com/google.rpc.QuotaFailure",
                "violations": [
                  {
                    "quotaMetric": "generativelanguage.googleapis.com/quota",
                    "quotaId": "%s",
                    "quotaDimensions": { "location": "global", "model": "gemini-2.5-flash" },
                    "quotaValue": "10"
                  }
                ]
              },
              {
                "@type": "type.googleapis.com/google.rpc.RetryInfo",
                "retryDelay": "%s"
              }
            ]
          }
        }
        """
        .formatted(quotaId, retryDelay);
  }

  static Stream<Row> google() {
    String minute = googleBody("GenerateRequestsPerMinutePerProjectPerModel-FreeTier", "37s");
    String tokens = googleBody("GenerateContentInputTokensPerModelPerMinute-FreeTier", "3.5s");
    String day = googleBody("GenerateRequestsPerDayPerProjectPerModel-FreeTier", "51s");
    String exhausted =
        "{\"error\":{\"code\":429,\"message\":\"Resource exhausted. Please try again later.\",\"status\":\"RESOURCE_EXHAUSTED\"}}";
    return Stream.of(
        row("LangChain4j, minute", Clients.langChain4j(429, minute), REJECTED, CALLS, "PT37S"),
        row(
            "LangChain4j, tokens",
            Clients.langChain4j(429, tokens),
            REJECTED,
            INPUT_TOKENS,
            "PT3.5S"),
        row("LangChain4j, day", Clients.langChain4j(429, day), USELESS),
        row("LangChain4j, Vertex", Clients.langChain4j(429, exhausted), REJECTED),
        row(
            "GenAI client",
            Clients.genAi(
                429,
                "Too Many Requests",
                "You exceeded your current quota.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 20, model: gemini-2.5-flash\nPlease retry in 37.069205735s."),
            REJECTED,
            null,
            "PT37.069205735S"),
        row(
            "GenAI client, not for this tier",
            Clients.genAi(
                429,
                "Too Many Requests",
                "You exceeded your current quota.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-2.5-pro\nPlease retry in 37.069205735s."),
            USELESS),
        row(
            "GenAI client, monthly spend",
            Clients.genAi(
                429, "Too Many Requests", "Your project has exceeded its monthly spending cap."),
            USELESS),
        row("GenAI client, overloaded", Clients.genAi(503, "UNAVAILABLE", "Busy."), OVERLOADED),
        row("GenAI client, took too long", Clients.genAi(504, "DEADLINE_EXCEEDED", ""), TRANSIENT),
        row(
            "GenAI client, bad request",
            Clients.genAi(400, "INVALID_ARGUMENT", "Please use a valid role."),
            USELESS),
        row(
            "API client, old rejection",
            Clients.googleApi(
                403,
                NONE,
                "{\"error\":{\"code\":403,\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"rateLimitExceeded\",\"message\":\"Rate Limit Exceeded\"}]}}"),
            REJECTED),
        row(
            "API client, old quota of the day",
            Clients.googleApi(
                403, NONE, "{\"error\":{\"errors\":[{\"reason\":\"dailyLimitExceeded\"}]}}"),
            USELESS),
        row("gRPC, rejected", Clients.grpc("RESOURCE_EXHAUSTED"), REJECTED),
        row("gRPC, overloaded", Clients.grpc("UNAVAILABLE"), OVERLOADED),
        row("gRPC, took too long", Clients.grpc("DEADLINE_EXCEEDED"), TRANSIENT),
        row("gRPC, bad request", Clients.grpc("INVALID_ARGUMENT"), USELESS),
        row("gRPC, cancelled", Clients.grpc("CANCELLED"), UNKNOWN));
  }

  static Stream<Row> bedrock() {
    return Stream.of(
        row(
            "AWS SDK, tokens",
            Clients.aws(
                429, "ThrottlingException", "Too many tokens, please wait before trying again."),
            REJECTED,
            TOKENS),
        row(
            "AWS SDK, tokens a day",
            Clients.aws(
                429,
                "ThrottlingException",
                "Too many tokens per day, please wait before trying again."),
            USELESS),
        row("AWS SDK, as 400", Clients.aws(400, "ThrottlingException", "Rate exceeded"), REJECTED),
        row(
            "AWS SDK, model not ready",
            Clients.aws(429, "ModelNotReadyException", "Not ready."),
            OVERLOADED),
        row(
            "AWS SDK, overloaded",
            Clients.aws(503, "ServiceUnavailableException", "Busy."),
            OVERLOADED),
        row(
            "AWS SDK, model took too long",
            Clients.aws(408, "ModelTimeoutException", "Too long."),
            TRANSIENT),
        row(
            "AWS SDK, stream broke",
            Clients.aws(424, "ModelStreamErrorException", "Retry your request."),
            TRANSIENT),
        row("AWS SDK, quota", Clients.aws(400, "ServiceQuotaExceededException", "Quota."), USELESS),
        row("AWS SDK, no access", Clients.aws(403, "AccessDeniedException", "No."), USELESS),
        row(
            "java.net.http",
            Clients.jdk(
                429,
                Map.of("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/x/"),
                "{\"message\":\"Too many requests, please wait before trying again.\"}"),
            REJECTED),
        row(
            "java.net.http, code in the body",
            Clients.jdk(
                400,
                NONE,
                "{\"__type\":\"com.amazon.coral#ThrottlingException\",\"message\":null}"),
            REJECTED));
  }

  static Stream<Row> groqMistralCohere() {
    String day =
        openAiBody(
            "tokens",
            "rate_limit_exceeded",
            "Rate limit reached for model `llama-3.3-70b` in organization `org_x` on tokens per day (TPD): Limit 100000, Used 99500, Requested 1200. Please try again in 2h5m7.66s.");
    String large =
        openAiBody(
            "tokens",
            "rate_limit_exceeded",
            "Request too large for model `llama-3.3-70b` on tokens per minute (TPM): Limit 6000, Requested 9000.");
    return Stream.of(
        row("Groq, day", Clients.langChain4j(429, day), REJECTED, TOKENS, "PT2H5M7.66S"),
        row("Groq, too large", Clients.langChain4j(413, large), USELESS),
        row(
            "Groq, the minute is used up, not the day",
            Clients.spring(
                429,
                Map.of(
                    "x-ratelimit-remaining-requests", "14370",
                    "x-ratelimit-reset-requests", "2h59m59.56s",
                    "x-ratelimit-remaining-tokens", "0",
                    "x-ratelimit-reset-tokens", "7.66s"),
                "{}"),
            REJECTED,
            TOKENS,
            "PT7.66S"),
        row(
            "Groq, flexible tier",
            Clients.langChain4j(498, openAiBody("capacity", "capacity_exceeded", "Flex.")),
            OVERLOADED),
        row(
            "Groq, retry-after with a fraction",
            Clients.retrofit(429, Map.of("retry-after", "2.04")),
            REJECTED,
            null,
            "PT2.04S"),
        row(
            "Mistral, requests",
            Clients.langChain4j(429, "{\"message\":\"Requests rate limit exceeded\"}"),
            REJECTED,
            CALLS),
        row(
            "Mistral, its own code",
            Clients.langChain4j(
                429,
                "{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"type\":\"rate_limited\",\"param\":null,\"code\":\"1300\"}"),
            REJECTED),
        row(
            "Mistral, capacity",
            Clients.langChain4j(
                429,
                "{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\",\"type\":\"service_tier_capacity_exceeded\",\"param\":null,\"code\":\"3505\"}"),
            OVERLOADED),
        row(
            "Cohere, trial, minute",
            Clients.langChain4j(
                429,
                "{\"message\":\"You are using a Trial key, which is limited to 20 API calls / minute. You can continue to use the Trial key for free or upgrade to a Production key.\"}"),
            REJECTED,
            CALLS),
        row(
            "Cohere, trial, month",
            Clients.langChain4j(
                429,
                "{\"message\":\"You are using a Trial key, which is limited to 1000 API calls / month. You can upgrade to a Production key.\"}"),
            USELESS),
        row(
            "Cohere, production",
            Clients.langChain4j(
                429,
                "{\"message\":\"trial token rate limit exceeded, limit is 100000 tokens per minute\"}"),
            REJECTED,
            TOKENS));
  }

  static Stream<Row> routers() {
    String perDay =
        "{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day\",\"code\":429,\"metadata\":{\"headers\":{\"X-RateLimit-Limit\":\"50\",\"X-RateLimit-Remaining\":\"0\",\"X-RateLimit-Reset\":\"%d\"},\"provider_name\":null}}}";
    Instant midnight = Instant.parse("2026-11-24T00:00:00Z");
    return Stream.of(
        row(
            "OpenRouter, day, until midnight",
            Clients.langChain4j(429, perDay.formatted(midnight.toEpochMilli())),
            REJECTED,
            CALLS,
            "PT12H"),
        row(
            "OpenRouter, day, without a time",
            Clients.langChain4j(
                429,
                "{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day\",\"code\":429}}"),
            USELESS),
        row(
            "OpenRouter, no credit",
            Clients.langChain4j(
                402, "{\"error\":{\"message\":\"Insufficient credits\",\"code\":402}}"),
            USELESS),
        row(
            "OpenRouter, provider gone in a stream",
            new RuntimeException(
                "{\"error\":{\"code\":502,\"message\":\"Provider disconnected unexpectedly\"}}"),
            OVERLOADED),
        row(
            "OpenRouter, the error of another provider inside",
            Clients.langChain4j(
                429,
                "{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"raw\":\"{\\n \\\"error\\\": {\\\"code\\\": 429, \\\"status\\\": \\\"RESOURCE_EXHAUSTED\\\", \\\"details\\\": [{\\\"retryDelay\\\": \\\"9s\\\"}]}}\"}}}"),
            REJECTED,
            null,
            "PT9S"),
        row(
            "a gateway with several windows in one header",
            Clients.jdk(
                429,
                Map.of(
                    "x-ratelimit-remaining", "0, 900;w=60",
                    "x-ratelimit-reset", "1"),
                "{}"),
            REJECTED),
        row(
            "a gateway with the IETF's headers",
            Clients.jdk(429, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "14"), ""),
            REJECTED,
            null,
            "PT14S"));
  }

  static Stream<Row> others() {
    return Stream.of(
        row("Cloudflare, took too long", Clients.jdk(524, NONE, "<html>524</html>"), TRANSIENT),
        row("Cloudflare, no answer", Clients.jdk(520, NONE, "<html>520</html>"), OVERLOADED),
        row(
            "502 of a proxy with a time",
            Clients.retrofit(502, Map.of("Retry-After", "5")),
            OVERLOADED,
            null,
            "PT5S"),
        row("request time-out", Clients.retrofit(408, NONE), TRANSIENT),
        row("not implemented", Clients.retrofit(501, NONE), USELESS),
        row("422", Clients.spring(422, NONE, "{\"detail\":[{\"type\":\"missing\"}]}"), USELESS),
        row("404", Clients.spring(404, NONE, ""), USELESS),
        row(
            "a prompt that quotes an error",
            Clients.langChain4j(
                429,
                openAiBody(
                    "requests",
                    "rate_limit_exceeded",
                    "In: {\\\"code\\\": \\\"insufficient_quota\\\"}")),
            REJECTED,
            CALLS),
        row("a program's own failure", new IllegalStateException("no code here"), UNKNOWN));
  }
}
