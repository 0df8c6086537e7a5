package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Dimension.SLOTS;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.stream.Stream;

/** What Moonshot and DeepSeek really answer, as clients throw it, and what that says. */
final class MoonshotFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "Moonshot, concurrency",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Your account org-1 request reached max organization concurrency: 1, please try again after 1 seconds\",\"type\":\"rate_limit_reached_error\"}}"),
            REJECTED,
            Reason.RATE,
            SLOTS,
            "PT1S"),
        row(
            "Moonshot, no credit",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"Your account is suspended, please check your plan and billing details\",\"type\":\"exceeded_current_quota_error\"}}"),
            USELESS,
            Reason.SPEND),
        row(
            "Moonshot, overloaded",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":{\"message\":\"The engine is currently overloaded, please try again later\",\"type\":\"engine_overloaded_error\"}}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "DeepSeek, no credit",
            Clients.jdk(
                402,
                NONE,
                "{\"error\":{\"message\":\"Insufficient Balance\",\"type\":\"unknown_error\",\"param\":null,\"code\":\"invalid_request_error\"}}"),
            USELESS,
            Reason.SPEND));
  }
}
