package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Azure OpenAI and its gateway really answer, as clients throw it, and what that says. */
final class AzureFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
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
            "PT32S"),
        row(
            "milliseconds of nil",
            Clients.azure(
                429,
                Map.of("retry-after-ms", "0", "retry-after", "2"),
                "{\"error\":{\"code\":\"429\",\"message\":\"Busy.\"}}"),
            REJECTED,
            Reason.RATE,
            null,
            "PT2S"),
        row(
            "filtered by Azure",
            Clients.jdk(
                400,
                NONE,
                "{\"error\":{\"message\":\"The response was filtered due to the prompt.\",\"type\":null,\"param\":\"prompt\",\"code\":\"content_filter\",\"status\":400,\"innererror\":{\"code\":\"ResponsibleAIPolicyViolation\",\"content_filter_result\":{\"hate\":{\"filtered\":true}}}}}"),
            USELESS,
            Reason.CONTENT),
        row(
            "no such deployment",
            Clients.jdk(
                404,
                NONE,
                "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API deployment for this resource does not exist.\"}}"),
            USELESS,
            Reason.MODEL),
        row(
            "quota of the gateway, why",
            Clients.jdk(
                403,
                NONE,
                "{\"statusCode\":403,\"message\":\"Out of call volume quota. Quota will be replenished in 02:12:34.\"}"),
            USELESS,
            Reason.QUOTA),
        row(
            "quota of tokens of the gateway",
            Clients.jdk(
                403,
                NONE,
                "{\"statusCode\": 403, \"message\": \"Token quota is exceeded. Try again in 12 days 3 hours 2 minutes.\"}"),
            USELESS,
            Reason.QUOTA));
  }
}
