package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.SLOTS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What Bedrock really answers, as clients throw it, and what that says. */
final class BedrockFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "AWS SDK, tokens",
            Clients.aws(
                429, "ThrottlingException", "Too many tokens, please wait before trying again."),
            REJECTED,
            TOKENS),
        row(
            "AWS SDK, tokens a day",
            Clients.aws(
                429,
                "ThrottlingException",
                "Too many tokens per day, please wait before trying again."),
            USELESS),
        row("AWS SDK, as 400", Clients.aws(400, "ThrottlingException", "Rate exceeded"), REJECTED),
        row(
            "AWS SDK, model not ready",
            Clients.aws(429, "ModelNotReadyException", "Not ready."),
            OVERLOADED),
        row(
            "AWS SDK, overloaded",
            Clients.aws(503, "ServiceUnavailableException", "Busy."),
            OVERLOADED),
        row(
            "AWS SDK, model took too long",
            Clients.aws(408, "ModelTimeoutException", "Too long."),
            TRANSIENT),
        row(
            "AWS SDK, stream broke",
            Clients.aws(424, "ModelStreamErrorException", "Retry your request."),
            TRANSIENT),
        row("AWS SDK, quota", Clients.aws(400, "ServiceQuotaExceededException", "Quota."), USELESS),
        row("AWS SDK, no access", Clients.aws(403, "AccessDeniedException", "No."), USELESS),
        row(
            "java.net.http",
            Clients.jdk(
                429,
                Map.of("x-amzn-ErrorType", "ThrottlingException:http://internal.amazon.com/x/"),
                "{\"message\":\"Too many requests, please wait before trying again.\"}"),
            REJECTED),
        row(
            "java.net.http, code in the body",
            Clients.jdk(
                400,
                NONE,
                "{\"__type\":\"com.amazon.coral#ThrottlingException\",\"message\":null}"),
            REJECTED),
        row(
            "a day, why",
            Clients.jdk(
                429,
                Map.of("x-amzn-ErrorType", "ThrottlingException"),
                "{\"message\":\"Too many tokens per day, please wait before trying again.\"}"),
            USELESS,
            Reason.QUOTA),
        row(
            "too long",
            Clients.jdk(
                400,
                Map.of("x-amzn-ErrorType", "ValidationException"),
                "{\"message\":\"Input is too long for requested model.\"}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "connections",
            Clients.jdk(
                429,
                Map.of("x-amzn-ErrorType", "ThrottlingException"),
                "{\"message\":\"Too many connections, please wait before trying again.\"}"),
            REJECTED,
            Reason.RATE,
            SLOTS,
            null));
  }
}
