package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Groq really answers, as clients throw it, and what that says. */
final class GroqFailuresTest extends FailureTable {

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
        row("Groq, day", Clients.langChain4j(429, day), REJECTED, TOKENS, "PT1H"),
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
            "Groq, day, as of today",
            Clients.jdk(
                429,
                NONE,
                "{\"error\": {\"message\": \"Rate limit reached for model `llama-3.3-70b-versatile` in organization `org_01k` service tier `on_demand` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing\", \"type\": \"tokens\", \"code\": \"rate_limit_exceeded\"}}"),
            REJECTED,
            Reason.QUOTA,
            TOKENS,
            "PT9M38.016S"));
  }
}
