package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.stream.Stream;

/** What xAI really answers, as clients throw it, and what that says. */
final class XAiFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "too many",
            Clients.jdk(
                429,
                NONE,
                "{\"code\":\"Some resource has been exhausted\",\"error\":\"Too many requests for team 1 and model grok-4. Your team's rate limit is - Requests per Second (actual/limit): 5/4\"}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            null),
        row(
            "no credit",
            Clients.jdk(
                429,
                NONE,
                "{\"code\":\"Some resource has been exhausted\",\"error\":\"Your team 00c3 has either used all available credits or reached its monthly spending limit. To continue, purchase more credits.\"}"),
            USELESS,
            Reason.SPEND),
        row(
            "no permission",
            Clients.jdk(
                403,
                NONE,
                "{\"code\":\"The caller does not have permission to execute the specified operation\",\"error\":\"No.\"}"),
            USELESS,
            Reason.CREDENTIALS));
  }
}
