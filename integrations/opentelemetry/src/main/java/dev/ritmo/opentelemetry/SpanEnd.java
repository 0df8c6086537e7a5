package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.CallObserver.Outcome;
import dev.ritmo.runtime.spi.Signal;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What all spans say at their end. Of an exception only its type: messages may hold prompts. */
final class SpanEnd {

  private SpanEnd() {}

  static void outcome(Span span, Outcome outcome, @Nullable Throwable failure) {
    span.setAttribute(RitmoAttributes.OUTCOME, label(outcome));
    if (outcome == Outcome.FAILED || outcome == Outcome.REFUSED) {
      error(span, failure);
    }
  }

  static void error(Span span, @Nullable Throwable failure) {
    span.setStatus(StatusCode.ERROR);
    if (failure != null) {
      span.setAttribute(RitmoAttributes.ERROR_TYPE, type(failure));
    }
  }

  static void signal(Span span, Signal signal) {
    span.setAttribute(RitmoAttributes.REASON, label(signal.reason()));
    if (signal.statesDelay()) {
      span.setAttribute(
          RitmoAttributes.STATED_DELAY, seconds(Duration.ofNanos(signal.statedDelayNanos())));
    }
  }

  /** A constant as a value: {@code too_large}. */
  static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static String type(Throwable failure) {
    Throwable found = failure;
    while ((found instanceof CompletionException || found instanceof ExecutionException)
        && found.getCause() != null) {
      found = found.getCause();
    }
    return found.getClass().getName();
  }
}
