package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.SLOTS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What GitHub Models really answers, as clients throw it, and what that says. */
final class GitHubModelsFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "a day, with its headers",
            Clients.jdk(
                429,
                Map.of(
                    "retry-after",
                    "62158",
                    "x-ratelimit-timeremaining",
                    "62158",
                    "x-ratelimit-type",
                    "UserByModelByDay"),
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\",\"details\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\"}}"),
            REJECTED,
            Reason.QUOTA,
            CALLS,
            "PT17H15M58S"),
        row(
            "a day, in its own header only",
            Clients.jdk(
                429,
                Map.of("x-ratelimit-timeremaining", "62158"),
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\",\"details\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\"}}"),
            REJECTED,
            Reason.QUOTA,
            CALLS,
            "PT17H15M58S"),
        row(
            "LangChain4j, a day",
            Clients.langChain4j(
                429,
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\",\"details\":\"Rate limit of 50 per 86400s exceeded for UserByModelByDay. Please wait 62158 seconds before retrying.\"}}"),
            REJECTED,
            Reason.QUOTA,
            CALLS,
            "PT1H"),
        row(
            "LangChain4j, a minute",
            Clients.langChain4j(
                429,
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 10 per 60s exceeded for UserByModelByMinute. Please wait 37 seconds before retrying.\",\"details\":\"Rate limit of 10 per 60s exceeded for UserByModelByMinute. Please wait 37 seconds before retrying.\"}}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            "PT37S"),
        row(
            "LangChain4j, tokens",
            Clients.langChain4j(
                429,
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 40000 per 60s exceeded for UserByModelByMinuteTokens. Please wait 9 seconds before retrying.\",\"details\":\"Rate limit of 40000 per 60s exceeded for UserByModelByMinuteTokens. Please wait 9 seconds before retrying.\"}}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            "PT9S"),
        row(
            "LangChain4j, concurrency",
            Clients.langChain4j(
                429,
                "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Rate limit of 2 per 0s exceeded for UserConcurrentRequests. Please wait 0 seconds before retrying.\",\"details\":\"Rate limit of 2 per 0s exceeded for UserConcurrentRequests. Please wait 0 seconds before retrying.\"}}"),
            REJECTED,
            Reason.RATE,
            SLOTS,
            null),
        row(
            "too large",
            Clients.jdk(
                413,
                NONE,
                "{\"error\":{\"code\":\"tokens_limit_reached\",\"message\":\"Request body too large for gpt-4o model. Max size: 8000 tokens.\",\"details\":\"Request body too large for gpt-4o model. Max size: 8000 tokens.\"}}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "no such model",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"code\":\"unavailable_model\",\"message\":\"Unavailable model: x\",\"details\":\"Unavailable model: x\"}}"),
            USELESS,
            Reason.MODEL),
        row(
            "a limit as 403",
            Clients.jdk(
                403,
                Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1795435260"),
                "{\"message\": \"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.\"}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT1M"));
  }
}
