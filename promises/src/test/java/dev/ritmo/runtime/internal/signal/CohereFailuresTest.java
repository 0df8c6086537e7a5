package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Dimension.TOKENS;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import java.util.stream.Stream;

/** What Cohere really answers, as clients throw it, and what that says. */
final class CohereFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
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
