package dev.ritmo.opentelemetry;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.Limiter;
import dev.ritmo.runtime.Registration;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.CallAttributes;
import dev.ritmo.runtime.spi.Limit;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What arrives at a server that speaks OTLP. */
@SuppressWarnings("try") // resources are only closed
final class OtlpTest {

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  @Test
  void aTreeOfSpansArrives() throws Exception {
    try (OtlpServer server = new OtlpServer();
        OpenTelemetrySdk sdk = sdk(server);
        Registration tracing = RitmoTracing.observe(sdk, true)) {
      Limiter limiter = Ritmo.limiter("openai", Limit.calls(10, 60, SECONDS));
      String unused =
          limiter
              .call()
              .run(
                  () -> {
                    Map<String, Object> attributes = Ritmo.currentCall().orElseThrow().attributes();
                    attributes.put(CallAttributes.REQUEST_MODEL, "gpt-5.2");
                    attributes.put(CallAttributes.INPUT_TOKENS, 1200L);
                    return "answer";
                  });
      sdk.getSdkTracerProvider().forceFlush().join(10, SECONDS);

      Span call = named(server, "ritmo.call");
      Span attempt = named(server, "ritmo.attempt");
      Span chat = named(server, "chat gpt-5.2");
      assertThat(server.spans()).hasSize(3);
      assertThat(call.getParentSpanId().isEmpty()).isTrue();
      assertThat(attempt.getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(chat.getParentSpanId()).isEqualTo(call.getSpanId());
      assertThat(chat.getTraceId()).isEqualTo(call.getTraceId());
      assertThat(call.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
      assertThat(chat.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_CLIENT);
      assertThat(attributes(call))
          .containsExactly(
              "ritmo.attempts", "1",
              "ritmo.limiter", "openai",
              "ritmo.outcome", "returned",
              "ritmo.waited", "0.0");
      assertThat(attributes(chat)).containsEntry("gen_ai.usage.input_tokens", "1200");
      assertThat(server.headers().get(0).get("X-api-key")).containsExactly("test");
    }
  }

  private static OpenTelemetrySdk sdk(OtlpServer server) {
    OtlpHttpSpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(server.endpoint())
            .addHeader("x-api-key", "test")
            .build();
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build())
        .build();
  }

  private static Span named(OtlpServer server, String name) {
    List<Span> found = server.spans().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static Map<String, String> attributes(Span span) {
    Map<String, String> attributes = new TreeMap<>();
    for (KeyValue attribute : span.getAttributesList()) {
      String value =
          switch (attribute.getValue().getValueCase()) {
            case STRING_VALUE -> attribute.getValue().getStringValue();
            case INT_VALUE -> Long.toString(attribute.getValue().getIntValue());
            case DOUBLE_VALUE -> Double.toString(attribute.getValue().getDoubleValue());
            default -> attribute.getValue().toString();
          };
      attributes.put(attribute.getKey(), value);
    }
    return attributes;
  }
}
