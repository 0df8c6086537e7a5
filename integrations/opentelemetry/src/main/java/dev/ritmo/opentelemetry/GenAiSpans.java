package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.spi.CallAttributes;
import dev.ritmo.runtime.spi.CallObserver.Call;
import dev.ritmo.runtime.spi.CallObserver.Outcome;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Spans by the conventions for generative AI, from the attributes that integrations hand over. One
 * covers all attempts of a call and the waits between them, but not the wait before the first. Only
 * known attributes are copied, so that no prompt gets there.
 */
final class GenAiSpans {

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("gen_ai.system");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey(CallAttributes.OPERATION);

  private static final Set<String> TEXTS =
      Set.of(
          CallAttributes.REQUEST_MODEL,
          CallAttributes.RESPONSE_MODEL,
          CallAttributes.RESPONSE_ID,
          CallAttributes.SERVER_ADDRESS);

  private static final Set<String> NUMBERS =
      Set.of(
          CallAttributes.REQUEST_MAX_TOKENS,
          CallAttributes.INPUT_TOKENS,
          CallAttributes.OUTPUT_TOKENS,
          CallAttributes.SERVER_PORT);

  private final boolean isLatest;

  /**
   * @param isLatest whether by the latest conventions; otherwise by those up to version 1.36
   */
  GenAiSpans(boolean isLatest) {
    this.isLatest = isLatest;
  }

  /** Adds the span of a call that has ended; none if no model is known. */
  void add(
      Tracer tracer,
      Context context,
      Call call,
      Instant start,
      Outcome outcome,
      @Nullable Throwable failure) {
    Map<String, Object> given = call.attributes();
    if (!(given.get(CallAttributes.REQUEST_MODEL) instanceof String model)) {
      return;
    }
    String operation = given.get(CallAttributes.OPERATION) instanceof String named ? named : "chat";
    Span span =
        tracer
            .spanBuilder(operation + " " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(context)
            .setStartTimestamp(start)
            .setAttribute(OPERATION, operation)
            .startSpan();
    given.forEach((name, value) -> copy(span, name, value));
    if (outcome == Outcome.FAILED || outcome == Outcome.REFUSED) {
      SpanEnd.error(span, failure);
    }
    span.end();
  }

  private void copy(Span span, String name, Object value) {
    if (value instanceof String text && TEXTS.contains(name)) {
      span.setAttribute(name, text);
    } else if (value instanceof String provider && name.equals(CallAttributes.PROVIDER)) {
      span.setAttribute(isLatest ? AttributeKey.stringKey(name) : SYSTEM, provider);
    } else if (value instanceof Number number && isNumber(name)) {
      span.setAttribute(name, number.longValue());
    } else if (value instanceof List<?> reasons && name.equals(CallAttributes.FINISH_REASONS)) {
      span.setAttribute(
          AttributeKey.stringArrayKey(name), reasons.stream().map(String::valueOf).toList());
    }
  }

  private boolean isNumber(String name) {
    return NUMBERS.contains(name) || (isLatest && name.equals(CallAttributes.CACHE_READ_TOKENS));
  }
}
