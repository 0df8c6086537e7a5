package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.CALLS;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.stream.Stream;

/** What DashScope really answers, as clients throw it, and what that says. */
final class DashScopeFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "requests",
            Clients.jdk(
                429,
                NONE,
                "{\"code\":\"Throttling.RateQuota\",\"message\":\"Requests rate limit exceeded, please try again later.\",\"request_id\":\"1\"}"),
            REJECTED,
            Reason.RATE,
            CALLS,
            null),
        row(
            "tokens",
            Clients.jdk(
                429,
                NONE,
                "{\"code\":\"Throttling.AllocationQuota\",\"message\":\"Allocated quota exceeded, please increase your quota limit.\",\"request_id\":\"1\"}"),
            REJECTED,
            Reason.RATE),
        row(
            "compatible mode",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"You exceeded your current requests list.\",\"type\":\"limit_requests\",\"param\":null,\"code\":\"limit_requests\"}}"),
            REJECTED,
            Reason.RATE),
        row(
            "unpaid",
            Clients.jdk(
                400,
                NONE,
                "{\"code\":\"Arrearage\",\"message\":\"Access denied, please make sure your account is in good standing.\"}"),
            USELESS,
            Reason.SPEND),
        row(
            "inspected",
            Clients.jdk(
                400,
                NONE,
                "{\"code\":\"DataInspectionFailed\",\"message\":\"Input data may contain inappropriate content.\"}"),
            USELESS,
            Reason.CONTENT));
  }
}
