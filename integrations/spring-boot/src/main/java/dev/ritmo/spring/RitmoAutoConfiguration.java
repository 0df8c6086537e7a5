package dev.ritmo.spring;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Makes Spring's environment the first source of Ritmo's configuration, limits beans of governed
 * interfaces, and shuts limiters down with the application.
 */
@AutoConfiguration
@EnableConfigurationProperties(RitmoProperties.class)
public class RitmoAutoConfiguration {

  @Bean
  static ContextConfiguration ritmoContextConfiguration() {
    return new ContextConfiguration();
  }

  @Bean
  static LimitedBeans ritmoLimitedBeans() {
    return new LimitedBeans();
  }

  @Bean
  @Lazy(false)
  GovernedBeans ritmoGovernedBeans(
      ConfigurableListableBeanFactory beans,
      ConfigurableEnvironment environment,
      RitmoProperties properties) {
    return new GovernedBeans(beans, environment, properties);
  }

  /** With Spring Cloud, the environment may change. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.cloud.context.environment.EnvironmentChangeEvent")
  static class Refresh {

    @Bean
    RefreshedEnvironment ritmoRefreshedEnvironment(GovernedBeans beans) {
      return new RefreshedEnvironment(beans);
    }
  }
}
