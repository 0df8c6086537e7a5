package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.CallObserver;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Starts the span of each call. */
final class TracedCalls implements CallObserver {

  private final Tracer tracer;
  private final @Nullable GenAiSpans genAi;

  /**
   * @param genAi makes spans with model and usage; null for none
   */
  TracedCalls(Tracer tracer, @Nullable GenAiSpans genAi) {
    this.tracer = tracer;
    this.genAi = genAi;
  }

  @Override
  public CallScope callStarted(Call call) {
    Context parent = Context.current();
    SpanBuilder span =
        tracer
            .spanBuilder("ritmo.call")
            .setParent(parent)
            .setAttribute(RitmoAttributes.LIMITER, call.limiter());
    call.method().ifPresent(method -> span.setAttribute(RitmoAttributes.METHOD, method));
    Span started = span.startSpan();
    return new TracedCall(tracer, call, started, parent.with(started), genAi);
  }
}
