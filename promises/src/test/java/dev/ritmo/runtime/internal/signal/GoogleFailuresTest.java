package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.INPUT_TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.UNKNOWN;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.stream.Stream;

/** What Gemini and Vertex really answer, as clients throw it, and what that says. */
final class GoogleFailuresTest extends FailureTable {

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

  @Override
  Stream<Row> rows() {
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
            GoogleClients.genAi(
                429,
                "Too Many Requests",
                "You exceeded your current quota.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 20, model: gemini-2.5-flash\nPlease retry in 37.069205735s."),
            REJECTED,
            null,
            "PT37.069205735S"),
        row(
            "GenAI client, not for this tier",
            GoogleClients.genAi(
                429,
                "Too Many Requests",
                "You exceeded your current quota.\n* Quota exceeded for metric: generativelanguage.googleapis.com/generate_content_free_tier_requests, limit: 0, model: gemini-2.5-pro\nPlease retry in 37.069205735s."),
            USELESS),
        row(
            "GenAI client, monthly spend",
            GoogleClients.genAi(
                429, "Too Many Requests", "Your project has exceeded its monthly spending cap."),
            USELESS),
        row(
            "GenAI client, overloaded",
            GoogleClients.genAi(503, "UNAVAILABLE", "Busy."),
            OVERLOADED),
        row(
            "GenAI client, took too long",
            GoogleClients.genAi(504, "DEADLINE_EXCEEDED", ""),
            TRANSIENT),
        row(
            "GenAI client, bad request",
            GoogleClients.genAi(400, "INVALID_ARGUMENT", "Please use a valid role."),
            USELESS),
        row(
            "API client, old rejection",
            GoogleClients.googleApi(
                403,
                NONE,
                "{\"error\":{\"code\":403,\"errors\":[{\"domain\":\"usageLimits\",\"reason\":\"rateLimitExceeded\",\"message\":\"Rate Limit Exceeded\"}]}}"),
            REJECTED),
        row(
            "API client, old quota of the day",
            GoogleClients.googleApi(
                403, NONE, "{\"error\":{\"errors\":[{\"reason\":\"dailyLimitExceeded\"}]}}"),
            USELESS),
        row("gRPC, rejected", GoogleClients.grpc("RESOURCE_EXHAUSTED"), REJECTED),
        row("gRPC, overloaded", GoogleClients.grpc("UNAVAILABLE"), OVERLOADED),
        row("gRPC, took too long", GoogleClients.grpc("DEADLINE_EXCEEDED"), TRANSIENT),
        row("gRPC, bad request", GoogleClients.grpc("INVALID_ARGUMENT"), USELESS),
        row("gRPC, cancelled", GoogleClients.grpc("CANCELLED"), UNKNOWN),
        row(
            "overloaded, as a list",
            Clients.jdk(
                503,
                NONE,
                "[{\"error\":{\"code\":503,\"message\":\"The model is overloaded. Please try again later.\",\"status\":\"UNAVAILABLE\"}}]"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "wrong key",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]}}"),
            USELESS,
            Reason.CREDENTIALS),
        row(
            "a retryDelay of nil",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"code\":429,\"message\":\"Quota exceeded. Please retry in 4.2s.\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"0s\"}]}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT4.2S"),
        row(
            "two retryDelays",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"code\":429,\"message\":\"x\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"retryDelay\":\"3s\"},{\"retryDelay\":\"41s\"}]}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT41S"),
        row(
            "an answer in the message of another",
            Clients.jdk(
                429,
                NONE,
                "{\"error\": {\"message\": \"{\\n  \\\"error\\\": {\\n    \\\"code\\\": 429,\\n    \\\"message\\\": \\\"You exceeded your current quota\\\",\\n    \\\"status\\\": \\\"RESOURCE_EXHAUSTED\\\",\\n    \\\"details\\\": [{\\\"retryDelay\\\": \\\"36s\\\"}]\\n  }\\n}\\n\", \"code\": 429, \"status\": \"Too Many Requests\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT36S"),
        row(
            "what only looks like it",
            Clients.jdk(
                429,
                NONE,
                "{\"error\": {\"message\": \"{\\n  \\\"error\\\": {\\n    \\\"code\\\": 400,\\n    \\\"message\\\": \\\"You exceeded your current quota\\\",\\n    \\\"status\\\": \\\"RESOURCE_EXHAUSTED\\\",\\n    \\\"details\\\": [{\\\"retryDelay\\\": \\\"99h\\\"}]\\n  }\\n}\\n\", \"code\": 429, \"status\": \"Too Many Requests\"}}"),
            REJECTED,
            Reason.RATE));
  }
}
