package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;

/** What OpenAI really answers, as clients throw it, and what that says. */
final class OpenAiFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
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
        row("Spring AI 1, without a status", new TransientAiException("broken"), TRANSIENT),
        row(
            "reasons, no credit",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"x\",\"type\":\"insufficient_quota\",\"param\":null,\"code\":\"insufficient_quota\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "reasons, too large",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 1, Requested 2.\",\"type\":\"tokens\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "reasons, wrong key",
            Clients.jdk(
                401,
                NONE,
                "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"invalid_api_key\"}}"),
            USELESS,
            Reason.CREDENTIALS),
        row(
            "reasons, no such model",
            Clients.jdk(
                404,
                NONE,
                "{\"error\":{\"message\":\"x\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"model_not_found\"}}"),
            USELESS,
            Reason.MODEL),
        row(
            "reasons, context",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"This model's maximum context length is 8192 tokens.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"context_length_exceeded\"}}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "reasons, policy",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"x\",\"type\":\"image_generation_user_error\",\"param\":null,\"code\":\"moderation_blocked\"}}"),
            USELESS,
            Reason.CONTENT),
        row(
            "a day, until when",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Rate limit reached for gpt-4o in organization org-x on requests per day (RPD): Limit 200, Used 200, Requested 1. Please try again in 7m12s.\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"),
            REJECTED,
            Reason.QUOTA,
            CALLS,
            "PT7M12S"),
        row(
            "a day, nobody knows until when",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Rate limit reached for gpt-4o (for limit gpt-4o) in organization org-x on requests per day (RPD): Limit 200, Used 200, Requested 1.\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"),
            USELESS,
            Reason.QUOTA),
        row(
            "a nil in a header",
            Clients.jdk(
                429,
                Map.of("retry-after-ms", "0", "retry-after", "0"),
                "{\"error\":{\"message\":\"Rate limit reached. Please try again in 1s.\",\"type\":\"requests\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            "PT1S"),
        row(
            "a plan that is used up",
            Clients.jdk(
                429,
                NONE,
                "{\"error\": {\"type\": \"usage_limit_reached\", \"message\": \"The usage limit has been reached\", \"plan_type\": \"plus\", \"resets_at\": 1795438800, \"resets_in_seconds\": 3600}}"),
            REJECTED,
            Reason.QUOTA,
            null,
            "PT1H"));
  }
}
