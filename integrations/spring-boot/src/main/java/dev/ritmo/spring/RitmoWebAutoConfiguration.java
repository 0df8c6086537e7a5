package dev.ritmo.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers HTTP requests whose calls are refused with 429 and {@code Retry-After}. */
@AutoConfiguration
@ConditionalOnProperty(name = "ritmo.web.enabled", matchIfMissing = true)
public class RitmoWebAutoConfiguration {

  /** In Spring MVC. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnClass(name = "org.springframework.web.servlet.HandlerExceptionResolver")
  static class Servlet {

    @Bean
    ServletRefusals ritmoServletRefusals() {
      return new ServletRefusals();
    }
  }

  /** In Spring WebFlux. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass(name = "org.springframework.web.server.WebExceptionHandler")
  static class Reactive {

    @Bean
    ReactiveRefusals ritmoReactiveRefusals() {
      return new ReactiveRefusals();
    }
  }
}
