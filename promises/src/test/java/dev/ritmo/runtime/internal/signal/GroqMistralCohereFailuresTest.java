package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import java.util.Map;
import java.util.stream.Stream;

/** What Groq, Mistral and Cohere really answer, as clients throw it, and what that says. */
final class GroqMistralCohereFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
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
            "Groq, the day is used up, and only the minute says when",
            Clients.spring(
                429,
                Map.of("x-ratelimit-remaining-tokens", "5800", "x-ratelimit-reset-tokens", "2s"),
                openAiBody("tokens", "rate_limit_exceeded", "Limit on tokens per day (TPD).")),
            USELESS),
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
}
