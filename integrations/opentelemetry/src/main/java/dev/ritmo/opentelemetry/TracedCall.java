package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.RetryOutcome;
import dev.ritmo.runtime.spi.CallObserver.AttemptScope;
import dev.ritmo.runtime.spi.CallObserver.Call;
import dev.ritmo.runtime.spi.CallObserver.CallScope;
import dev.ritmo.runtime.spi.CallObserver.Outcome;
import dev.ritmo.runtime.spi.CallObserver.Scope;
import dev.ritmo.runtime.spi.CallObserver.Wait;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The span of a call, and those below it. Thread-safe. */
final class TracedCall implements CallScope {

  private final Tracer tracer;
  private final Call call;
  private final Span span;
  private final Context context;
  private final @Nullable GenAiSpans genAi;
  private final AtomicLong waitedNanos = new AtomicLong();

  private volatile int attempts;
  private volatile @Nullable Instant firstAttempt;

  /**
   * @param span of the call
   * @param context where the call was made, with its span
   */
  TracedCall(Tracer tracer, Call call, Span span, Context context, @Nullable GenAiSpans genAi) {
    this.tracer = tracer;
    this.call = call;
    this.span = span;
    this.context = context;
    this.genAi = genAi;
  }

  @Override
  public Scope waitStarted(Wait wait) {
    return new TracedWait(below("ritmo.wait"), wait, waitedNanos);
  }

  @Override
  public AttemptScope attemptStarted(int number) {
    if (number == 1) {
      firstAttempt = Instant.now();
    }
    attempts = number;
    return new TracedAttempt(below("ritmo.attempt"), context, call, number);
  }

  private SpanBuilder below(String name) {
    return tracer
        .spanBuilder(name)
        .setParent(context)
        .setAttribute(RitmoAttributes.LIMITER, call.limiter());
  }

  @Override
  public void ended(Outcome outcome, @Nullable Throwable failure) {
    Instant first = firstAttempt;
    if (genAi != null && first != null) {
      genAi.add(tracer, context, call, first, outcome, failure);
    }
    span.setAttribute(RitmoAttributes.ATTEMPTS, (long) attempts);
    span.setAttribute(RitmoAttributes.WAITED, SpanEnd.seconds(Duration.ofNanos(waitedNanos.get())));
    if (outcome != Outcome.RETURNED) {
      call.lastFailure().ifPresent(signal -> SpanEnd.signal(span, signal));
    }
    if (outcome == Outcome.REFUSED && failure instanceof RateLimitExceededException refusal) {
      refused(refusal);
    }
    if (outcome == Outcome.FAILED && failure != null) {
      RetryOutcome.of(failure)
          .ifPresent(
              retries -> span.setAttribute(RitmoAttributes.END, SpanEnd.label(retries.end())));
    }
    SpanEnd.outcome(span, outcome, failure);
    span.end();
  }

  private void refused(RateLimitExceededException refusal) {
    refusal
        .waitCause()
        .ifPresent(cause -> span.setAttribute(RitmoAttributes.WAIT_CAUSE, cause.label()));
    refusal
        .limit()
        .ifPresent(limit -> span.setAttribute(RitmoAttributes.WAIT_LIMIT, limit.toString()));
    if (!refusal.isPermanent()) {
      span.setAttribute(RitmoAttributes.RETRY_AFTER, SpanEnd.seconds(refusal.retryAfter()));
    }
  }
}
