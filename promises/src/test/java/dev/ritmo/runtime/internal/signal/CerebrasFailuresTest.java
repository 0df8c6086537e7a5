package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Cerebras really answers, as clients throw it, and what that says. */
final class CerebrasFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "requests a minute",
            Clients.jdk(
                429,
                Map.of(
                    "x-ratelimit-remaining-requests-day",
                    "14300",
                    "x-ratelimit-reset-requests-day",
                    "33011.382867",
                    "x-ratelimit-remaining-tokens-minute",
                    "59800",
                    "x-ratelimit-reset-tokens-minute",
                    "11.38"),
                "{\"message\":\"Requests per minute limit exceeded - too many requests sent.\",\"type\":\"too_many_requests_error\",\"param\":\"quota\",\"code\":\"request_quota_exceeded\"}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            "PT9H10M11.382867S"),
        row(
            "tokens a minute, one day left",
            Clients.jdk(
                429,
                Map.of(
                    "x-ratelimit-remaining-tokens-minute",
                    "0",
                    "x-ratelimit-reset-tokens-minute",
                    "11.38",
                    "x-ratelimit-remaining-tokens-day",
                    "900000",
                    "x-ratelimit-reset-tokens-day",
                    "33011.38"),
                "{\"message\":\"Tokens per minute limit exceeded - too many tokens processed.\",\"type\":\"too_many_tokens_error\",\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            "PT11.38S"),
        row(
            "LangChain4j, tokens",
            Clients.langChain4j(
                429,
                "{\"message\":\"Tokens per minute limit exceeded - too many tokens processed.\",\"type\":\"too_many_tokens_error\",\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}"),
            REJECTED,
            Reason.RATE,
            TOKENS,
            null),
        row(
            "tokens a day",
            Clients.jdk(
                429,
                NONE,
                "{\"message\":\"Tokens per day limit exceeded - too many tokens processed.\",\"type\":\"too_many_tokens_error\",\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}"),
            USELESS,
            Reason.QUOTA),
        row(
            "tokens a day, until when",
            Clients.jdk(
                429,
                Map.of(
                    "x-ratelimit-remaining-tokens-day",
                    "0",
                    "x-ratelimit-reset-tokens-day",
                    "3600.5"),
                "{\"message\":\"Tokens per day limit exceeded - too many tokens processed.\",\"type\":\"too_many_tokens_error\",\"param\":\"quota\",\"code\":\"token_quota_exceeded\"}"),
            REJECTED,
            Reason.QUOTA,
            TOKENS,
            "PT1H0.5S"),
        row(
            "a queue that is full",
            Clients.jdk(
                429,
                NONE,
                "{\"message\":\"We're experiencing high traffic right now! Please try again soon.\",\"type\":\"too_many_requests_error\",\"param\":\"queue\",\"code\":\"queue_exceeded\"}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "wrong key",
            Clients.jdk(
                401,
                NONE,
                "{\"message\":\"Wrong API Key\",\"type\":\"invalid_request_error\",\"param\":\"api_key\",\"code\":\"wrong_api_key\"}"),
            USELESS,
            Reason.CREDENTIALS));
  }
}
