package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.TRANSIENT;
import static dev.ritmo.runtime.spi.Signal.Kind.UNKNOWN;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.Map;
import java.util.stream.Stream;

/** What comes from proxies, or from no provider at all, and what that says. */
final class OtherFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row("Cloudflare, took too long", Clients.jdk(524, NONE, "<html>524</html>"), TRANSIENT),
        row("Cloudflare, no answer", Clients.jdk(520, NONE, "<html>520</html>"), OVERLOADED),
        row(
            "502 of a proxy with a time",
            Clients.retrofit(502, Map.of("Retry-After", "5")),
            OVERLOADED,
            null,
            "PT5S"),
        row("request time-out", Clients.retrofit(408, NONE), TRANSIENT),
        row("not implemented", Clients.retrofit(501, NONE), USELESS),
        row("422", Clients.spring(422, NONE, "{\"detail\":[{\"type\":\"missing\"}]}"), USELESS),
        row("404", Clients.spring(404, NONE, ""), USELESS),
        row(
            "a prompt that quotes an error",
            Clients.langChain4j(
                429,
                openAiBody(
                    "requests",
                    "rate_limit_exceeded",
                    "In: {\\\"code\\\": \\\"insufficient_quota\\\"}")),
            REJECTED,
            CALLS),
        row(
            "a status that hides a body",
            Clients.retrofit(429, NONE)
                .initCause(
                    Clients.spring(429, NONE, openAiBody("x", "insufficient_quota", "Pay."))),
            USELESS,
            Reason.SPEND),
        row("a program's own failure", new IllegalStateException("no code here"), UNKNOWN));
  }
}
