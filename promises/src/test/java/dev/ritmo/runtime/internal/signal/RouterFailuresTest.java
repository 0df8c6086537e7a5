package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

/** What routers and gateways really answer, as clients throw it, and what that says. */
final class RouterFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
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
            "OpenRouter, minute, with words about the day",
            Clients.langChain4j(
                429,
                "{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-min. Add 10 credits to unlock 1000 free model requests per day\",\"code\":429}}"),
            REJECTED,
            CALLS),
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
            REJECTED,
            null,
            "PT1S"),
        row(
            "a gateway with the IETF's headers",
            Clients.jdk(429, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", "14"), ""),
            REJECTED,
            null,
            "PT14S"),
        row(
            "OpenRouter, a day, why",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Rate limit exceeded: free-models-per-day\",\"code\":429}}"),
            USELESS,
            Reason.QUOTA),
        row(
            "OpenRouter, more credits",
            Clients.jdk(
                402,
                NONE,
                "{\"error\":{\"message\":\"This request requires more credits, or fewer max_tokens.\",\"code\":402}}"),
            USELESS,
            Reason.SPEND),
        row(
            "OpenRouter, moderated",
            Clients.jdk(
                403,
                NONE,
                "{\"error\":{\"code\":403,\"message\":\"Your input was flagged\",\"metadata\":{\"reasons\":[\"violence\"],\"flagged_input\":\"insufficient_quota, wait 3 hours\",\"provider_name\":\"x\"}}}"),
            USELESS,
            Reason.CONTENT),
        row(
            "OpenRouter, the words of another provider",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Provider returned error\",\"code\":429,\"metadata\":{\"raw\":\"x/y:free is temporarily rate-limited upstream. Please retry in 8s, or add your own key.\",\"provider_name\":\"Chutes\"}}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT8S"));
  }
}
