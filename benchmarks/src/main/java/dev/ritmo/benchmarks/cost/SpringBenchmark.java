package dev.ritmo.benchmarks.cost;

import io.github.resilience4j.common.ratelimiter.configuration.CommonRateLimiterConfigurationProperties;
import io.github.resilience4j.ratelimiter.annotation.RateLimiter;
import io.github.resilience4j.retry.annotation.Retry;
import io.github.resilience4j.spring6.fallback.configure.FallbackConfiguration;
import io.github.resilience4j.spring6.ratelimiter.configure.RateLimiterConfiguration;
import io.github.resilience4j.spring6.ratelimiter.configure.RateLimiterConfigurationProperties;
import io.github.resilience4j.spring6.retry.configure.RetryConfiguration;
import io.github.resilience4j.spring6.retry.configure.RetryConfigurationProperties;
import io.github.resilience4j.spring6.spelresolver.configure.SpelResolverConfiguration;
import java.time.Duration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.context.annotation.Import;

/** The annotated peer: resilience4j through the proxies of Spring AOP, without Spring Boot. */
@State(Scope.Benchmark)
public class SpringBenchmark {

  private final Annotated annotated =
      new AnnotationConfigApplicationContext(Application.class).getBean(Annotated.class);
  private String text = "text";

  /** A limiter. */
  @Benchmark
  public String limited() {
    return annotated.limited(text);
  }

  /** A limiter and a retry. */
  @Benchmark
  public String limitedRetried() {
    return annotated.limitedRetried(text);
  }

  /** A bean; public and not final, so that Spring can put a proxy in front of it. */
  public static class Annotated {

    /** Under a limit that is never exhausted. */
    @RateLimiter(name = "cost")
    public String limited(String text) {
      return text;
    }

    /** The same with retry. */
    @RateLimiter(name = "cost")
    @Retry(name = "cost")
    public String limitedRetried(String text) {
      return text;
    }
  }

  /** The least that makes the annotations work. */
  @Configuration
  @EnableAspectJAutoProxy
  @Import({
    FallbackConfiguration.class,
    RateLimiterConfiguration.class,
    RetryConfiguration.class,
    SpelResolverConfiguration.class
  })
  public static class Application {

    /** The bean that is governed. */
    @Bean
    public Annotated annotated() {
      return new Annotated();
    }

    /** A limit that is never exhausted. */
    @Bean
    public RateLimiterConfigurationProperties rateLimits() {
      RateLimiterConfigurationProperties properties = new RateLimiterConfigurationProperties();
      properties
          .getInstances()
          .put(
              "cost",
              new CommonRateLimiterConfigurationProperties.InstanceProperties()
                  .setLimitForPeriod(1_000_000_000)
                  .setLimitRefreshPeriod(Duration.ofSeconds(1))
                  .setTimeoutDuration(Duration.ofMinutes(1)));
      return properties;
    }

    /** The defaults. */
    @Bean
    public RetryConfigurationProperties retries() {
      return new RetryConfigurationProperties();
    }
  }
}
