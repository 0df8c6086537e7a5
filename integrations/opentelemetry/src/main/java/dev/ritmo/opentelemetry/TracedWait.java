package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.CallObserver.Outcome;
import dev.ritmo.runtime.spi.CallObserver.Scope;
import dev.ritmo.runtime.spi.CallObserver.Wait;
import dev.ritmo.runtime.spi.WaitCause;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The span of a wait. */
final class TracedWait implements Scope {

  private final Span span;
  private final Wait wait;
  private final AtomicLong waitedNanos;

  /**
   * @param waitedNanos how long the call has waited, to which this wait is added
   */
  TracedWait(SpanBuilder builder, Wait wait, AtomicLong waitedNanos) {
    this.wait = wait;
    this.waitedNanos = waitedNanos;
    builder.setAttribute(RitmoAttributes.WAIT_CAUSE, wait.cause().label());
    wait.limit()
        .ifPresent(limit -> builder.setAttribute(RitmoAttributes.WAIT_LIMIT, limit.toString()));
    wait.expected()
        .ifPresent(
            expected ->
                builder.setAttribute(RitmoAttributes.WAIT_EXPECTED, SpanEnd.seconds(expected)));
    this.span = builder.startSpan();
  }

  @Override
  public void ended(Outcome outcome, @Nullable Throwable failure) {
    Map<WaitCause, Duration> waited = wait.waited();
    List<WaitCause> causes =
        waited.entrySet().stream()
            .sorted(Map.Entry.<WaitCause, Duration>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    if (!causes.isEmpty()) {
      span.setAttribute(RitmoAttributes.WAIT_CAUSE, causes.get(0).label());
      span.setAttribute(
          RitmoAttributes.WAIT_CAUSES, causes.stream().map(WaitCause::label).toList());
    }
    waited.forEach(
        (cause, time) -> {
          span.setAttribute(RitmoAttributes.waited(cause), SpanEnd.seconds(time));
          waitedNanos.addAndGet(time.toNanos());
        });
    SpanEnd.outcome(span, outcome, failure);
    span.end();
  }
}
