package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.INPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.OUTPUT_TOKENS;
import static dev.ritmo.runtime.spi.Dimension.SLOTS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Anthropic really answers, as clients throw it, and what that says. */
final class AnthropicFailuresTest extends FailureTable {

  /** Anthropic's error body. */
  private static String anthropicBody(String type, String message) {
    return "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"%s\"},\"request_id\":\"req_1\"}"
        .formatted(type, message);
  }

  @Override
  Stream<Row> rows() {
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
            USELESS),
        row(
            "subscription, five hours",
            Clients.jdk(
                429,
                Map.of(
                    "anthropic-ratelimit-unified-status",
                    "rejected",
                    "anthropic-ratelimit-unified-reset",
                    "1795438800",
                    "anthropic-ratelimit-unified-5h-status",
                    "rejected",
                    "anthropic-ratelimit-unified-5h-reset",
                    "1795438800",
                    "anthropic-ratelimit-unified-7d-status",
                    "allowed",
                    "anthropic-ratelimit-unified-7d-reset",
                    "1795900000"),
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"This request would exceed your account's rate limit. Please try again later.\"}}"),
            REJECTED,
            Reason.QUOTA,
            null,
            "PT1H"),
        row(
            "subscription, both windows",
            Clients.jdk(
                429,
                Map.of(
                    "anthropic-ratelimit-unified-status",
                    "rejected",
                    "anthropic-ratelimit-unified-reset",
                    "1795438800",
                    "anthropic-ratelimit-unified-7d-status",
                    "rejected",
                    "anthropic-ratelimit-unified-7d-reset",
                    "1795442400"),
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}"),
            REJECTED,
            Reason.QUOTA,
            null,
            "PT2H"),
        row(
            "subscription, a minute only",
            Clients.jdk(
                429,
                Map.of(
                    "retry-after",
                    "12",
                    "anthropic-ratelimit-unified-status",
                    "allowed",
                    "anthropic-ratelimit-unified-reset",
                    "1795438800"),
                "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"x\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT12S"),
        row(
            "credit too low",
            Clients.jdk(
                400,
                NONE,
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "prompt too long",
            Clients.jdk(
                400,
                NONE,
                "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt is too long: 210000 tokens > 200000 maximum\"}}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "by the API of OpenAI",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"This request would exceed the rate limit for your organization of 20,000 input tokens per minute.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"rate_limit_error\"}}"),
            REJECTED,
            Reason.RATE,
            INPUT_TOKENS,
            null),
        row(
            "long context",
            Clients.jdk(
                429,
                NONE,
                "{\"type\": \"error\", \"error\": {\"type\": \"rate_limit_error\", \"message\": \"Extra usage is required for long context requests.\"}}"),
            USELESS,
            Reason.SPEND));
  }
}
