package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.CallObserver.AttemptScope;
import dev.ritmo.runtime.spi.CallObserver.Call;
import dev.ritmo.runtime.spi.CallObserver.Outcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/** The span of an attempt, which is current on the thread that runs the body. */
final class TracedAttempt implements AttemptScope {

  private final Call call;
  private final Span span;
  private final Scope current;

  /** Starts the span on the thread that is about to run the body. */
  @SuppressWarnings("MustBeClosedChecker") // closed when the body has left the thread
  TracedAttempt(SpanBuilder builder, Context context, Call call, int number) {
    this.call = call;
    this.span = builder.setAttribute(RitmoAttributes.ATTEMPT, (long) number).startSpan();
    this.current = context.with(span).makeCurrent();
  }

  @Override
  public void bodyLeft() {
    current.close();
  }

  @Override
  public void ended(Outcome outcome, @Nullable Throwable failure) {
    if (outcome == Outcome.FAILED) {
      call.lastFailure().ifPresent(signal -> SpanEnd.signal(span, signal));
    }
    SpanEnd.outcome(span, outcome, failure);
    span.end();
  }
}
