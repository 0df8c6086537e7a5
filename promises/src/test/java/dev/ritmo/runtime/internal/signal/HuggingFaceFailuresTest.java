package dev.ritmo.runtime.internal.signal;

import static dev.ritmo.runtime.internal.signal.FailureTable.Row.row;
import static dev.ritmo.runtime.spi.Signal.Kind.OVERLOADED;
import static dev.ritmo.runtime.spi.Signal.Kind.REJECTED;
import static dev.ritmo.runtime.spi.Signal.Kind.USELESS;

import dev.ritmo.runtime.spi.Signal.Reason;
import java.util.stream.Stream;

/** What Hugging Face really answers, as clients throw it, and what that says. */
final class HuggingFaceFailuresTest extends FailureTable {

  @Override
  Stream<Row> rows() {
    return Stream.of(
        row(
            "a model that is loading",
            Clients.jdk(
                503,
                NONE,
                "{\"error\":\"Model meta-llama/Llama-3-8b is currently loading\",\"estimated_time\":20.5}"),
            OVERLOADED,
            Reason.OVERLOAD,
            null,
            "PT20.5S"),
        row(
            "a model that is loading, nobody knows how long",
            Clients.jdk(
                503,
                NONE,
                "{\"error\":\"Model x/y is currently loading\",\"estimated_time\":\"soon\"}"),
            OVERLOADED,
            Reason.OVERLOAD),
        row(
            "too many requests",
            Clients.jdk(
                429,
                NONE,
                "{\"error\":\"Rate limit reached. You reached free usage limit (reset hourly). Please subscribe to a plan.\"}"),
            REJECTED,
            Reason.RATE),
        row(
            "no credit",
            Clients.jdk(
                402,
                NONE,
                "{\"error\":\"You have exceeded your monthly included credits for Inference Providers.\"}"),
            USELESS,
            Reason.SPEND),
        row(
            "too long",
            Clients.jdk(
                422,
                NONE,
                "{\"error\":\"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096.\",\"error_type\":\"validation\"}"),
            USELESS,
            Reason.TOO_LARGE),
        row(
            "overloaded",
            Clients.jdk(
                429, NONE, "{\"error\":\"Model is overloaded\",\"error_type\":\"overloaded\"}"),
            OVERLOADED,
            Reason.OVERLOAD));
  }
}
