package dev.ritmo.spring;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.micrometer.RitmoMetrics;
import dev.ritmo.spring.governed.Chat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and spans that need no line of configuration. */
final class MonitoringTest {

  private static final InMemorySpanExporter SPANS = InMemorySpanExporter.create();

  @RegisterExtension final Contexts contexts = new Contexts();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {

    @Bean
    Chat chat() {
      return new Chat();
    }

    @Bean
    MeterRegistry registry() {
      return new SimpleMeterRegistry();
    }

    @Bean
    OpenTelemetry telemetry() {
      SimpleSpanProcessor processor = SimpleSpanProcessor.builder(SPANS).build();
      return OpenTelemetrySdk.builder()
          .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(processor).build())
          .build();
    }
  }

  private static double calls(MeterRegistry registry) {
    return registry
        .get("ritmo.calls")
        .tag("limiter", "chat")
        .tag("outcome", "admitted")
        .functionCounters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void metersAreBoundAndCallsAreTraced() {
    SPANS.reset();
    var context = contexts.start(Application.class);
    String unused = context.getBean(Chat.class).ask("a secret");
    context.getBean(RitmoMetrics.class).refresh();

    assertThat(calls(context.getBean(MeterRegistry.class))).isEqualTo(1);
    List<SpanData> spans = SPANS.getFinishedSpanItems();
    assertThat(spans.stream().map(SpanData::getName).toList())
        .containsAtLeast("ritmo.attempt", "ritmo.call");
    assertThat(spans.toString()).doesNotContain("secret");
  }

  @Test
  void theyEndWithTheApplication() {
    var context = contexts.start(Application.class);
    context.close();
    SPANS.reset();
    var other = contexts.start(Application.class, "--ritmo.spans.enabled=false");
    String unused = other.getBean(Chat.class).ask("a secret");

    assertThat(SPANS.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void theyCanBeSwitchedOff() {
    var context = contexts.start(Application.class, "--ritmo.meters.enabled=false");

    assertThat(context.getBeanNamesForType(RitmoMetrics.class)).isEmpty();
  }
}
