package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Mistral really answers, as clients throw it, and what that says. */
final class MistralFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
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
            "capacity, as a bad request",
            Clients.jdk(
                429,
                NONE,
                "{\"object\":\"error\",\"message\":\"Service tier capacity exceeded for this model.\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "the minute is used up",
            Clients.jdk(
                429,
                Map.of(
                    "x-ratelimit-remaining-req-minute",
                    "0",
                    "x-ratelimit-reset-req-minute",
                    "21",
                    "x-ratelimit-remaining-tokens-minute",
                    "4999911",
                    "x-ratelimit-remaining-tokens-month",
                    "9"),
                "{\"object\":\"error\",\"message\":\"Rate limit exceeded\",\"type\":\"rate_limited\",\"param\":null,\"code\":\"1300\",\"raw_status_code\":429}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            "PT21S"),
        row(
            "by size",
            Clients.jdk(
                429,
                Map.of("ratelimitbysize-remaining", "0", "ratelimitbysize-reset", "9"),
                "{\"message\":\"Requests rate limit exceeded\"}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            "PT9S"));
  }
}
