package dev.ritmo.opentelemetry;

import dev.ritmo.runtime.Registration;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;

/** The spans of a test. */
final class Spans implements AutoCloseable {

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();
  private Registration registration = RitmoTracing.observe(sdk, false);

  OpenTelemetry openTelemetry() {
    return sdk;
  }

  /** From now on with spans that have model and usage. */
  void withGenAi() {
    registration.close();
    registration = RitmoTracing.observe(sdk, true);
  }

  /** Those that have ended, in the order of their ends. */
  List<SpanData> ended() {
    return exporter.getFinishedSpanItems();
  }

  List<SpanData> named(String name) {
    return ended().stream().filter(span -> span.getName().equals(name)).toList();
  }

  SpanData only(String name) {
    List<SpanData> found = named(name);
    if (found.size() != 1) {
      throw new AssertionError("One span " + name + " expected, but there are " + ended());
    }
    return found.get(0);
  }

  long failures() {
    return registration.failures();
  }

  @Override
  public void close() {
    registration.close();
    sdk.close();
  }
}
