package dev.ritmo.spring;

import dev.ritmo.micrometer.RitmoMetrics;
import dev.ritmo.opentelemetry.RitmoTracing;
import dev.ritmo.runtime.Registration;
import io.opentelemetry.api.OpenTelemetry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Binds the meters of limiters to every registry, and traces calls, where {@code ritmo-micrometer}
 * and {@code ritmo-opentelemetry} are on the class path. Ends with the application.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration",
      "org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration"
    })
public class RitmoMonitoringAutoConfiguration {

  /** Spring Boot binds it to the registries, as any other binder. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "dev.ritmo.micrometer.RitmoMetrics",
        "io.micrometer.core.instrument.binder.MeterBinder"
      })
  @ConditionalOnProperty(name = "ritmo.meters.enabled", matchIfMissing = true)
  static class Meters {

    @Bean
    @ConditionalOnMissingBean
    RitmoMetrics ritmoMetrics() {
      return new RitmoMetrics();
    }
  }

  /** Spans go where the application's OpenTelemetry sends them. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {"dev.ritmo.opentelemetry.RitmoTracing", "io.opentelemetry.api.OpenTelemetry"})
  @ConditionalOnProperty(name = "ritmo.spans.enabled", matchIfMissing = true)
  static class Spans {

    @Bean
    @ConditionalOnBean(OpenTelemetry.class)
    Registration ritmoTracing(OpenTelemetry telemetry) {
      return RitmoTracing.observe(telemetry);
    }
  }
}
