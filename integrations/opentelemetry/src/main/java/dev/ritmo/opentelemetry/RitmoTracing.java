package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import io.opentelemetry.api.OpenTelemetry;

/**
 * Spans of governed calls: {@code ritmo.call} over all attempts, and below it {@code ritmo.wait}
 * for each wait and {@code ritmo.attempt} for each attempt, all of kind {@code INTERNAL}.
 *
 * <pre>{@code
 * Registration tracing = RitmoTracing.observe(GlobalOpenTelemetry.get());
 * }</pre>
 *
 * <p>The span of an attempt is current while its body runs, on whatever thread that is, with the
 * context that was current where the call was made: the spans of HTTP clients are below it. A call
 * within a call is below the attempt that makes it.
 *
 * <p>No message of an exception, key, prompt or answer becomes part of a span: a failure shows its
 * type, the reason and the time that the provider has stated. Thread-safe.
 */
public final class RitmoTracing {

  private RitmoTracing() {}

  /**
   * Traces all calls that start from now on. With {@code ritmo.otel.gen-ai=true} (a system
   * property, the variable {@code RITMO_OTEL_GEN_AI}, or an entry of {@code ritmo.properties}) as
   * {@link #observe(OpenTelemetry, boolean)} with {@code true}.
   *
   * @return ends the tracing when it is closed
   */
  public static Registration observe(OpenTelemetry openTelemetry) {
    return observe(openTelemetry, TracingSettings.isGenAiOn());
  }

  /**
   * Traces all calls that start from now on.
   *
   * @param genAi whether a call of which the model is known has another span, of kind {@code
   *     CLIENT}, with the model and the tokens used, by OpenTelemetry's conventions for generative
   *     AI: those up to version 1.36, or the latest with {@code
   *     OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental}. Leave it out where another
   *     library makes such spans, as agents, LangChain4j's listeners and Spring AI do: two of them
   *     double the cost that LangSmith and Langfuse show
   * @return ends the tracing when it is closed
   */
  public static Registration observe(OpenTelemetry openTelemetry, boolean genAi) {
    GenAiSpans genAiSpans = genAi ? new GenAiSpans(TracingSettings.isLatest()) : null;
    return Ritmo.observe(new TracedCalls(openTelemetry.getTracer("dev.ritmo"), genAiSpans));
  }
}
