package dev.ritmo.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The actuator endpoint; it pauses and resumes with {@code ritmo.endpoint.write=true} only. */
@AutoConfiguration
@ConditionalOnClass(
    name =
        "org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint")
@ConditionalOnAvailableEndpoint(endpoint = RitmoEndpoint.class)
public class RitmoEndpointAutoConfiguration {

  @Bean
  @ConditionalOnProperty(name = "ritmo.endpoint.write", havingValue = "true")
  WritableRitmoEndpoint writableRitmoEndpoint() {
    return new WritableRitmoEndpoint();
  }

  @Bean
  @ConditionalOnMissingBean
  RitmoEndpoint ritmoEndpoint() {
    return new RitmoEndpoint();
  }
}
