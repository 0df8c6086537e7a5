package dev.ritmo.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the starter. Those of limiters and retries are not bound here: they are looked up
 * by the names of limiters.
 *
 * @param strict Whether the application does not start if a setting of Ritmo is invalid or
 *     overrides nothing; otherwise that is logged.
 * @param verifyOnStart Whether the start fails unless all annotated methods on the class path are
 *     woven.
 * @param shutDownOnClose Whether calls that wait are refused when the last application context
 *     closes, so that a graceful shutdown does not wait for them.
 * @param web Answers to HTTP requests.
 * @param endpoint The actuator endpoint.
 * @param meters Meters, if ritmo-micrometer is on the class path.
 * @param spans Spans, if ritmo-opentelemetry is on the class path.
 */
@ConfigurationProperties("ritmo")
public record RitmoProperties(
    @DefaultValue("false") boolean strict,
    @DefaultValue("false") boolean verifyOnStart,
    @DefaultValue("true") boolean shutDownOnClose,
    @DefaultValue Web web,
    @DefaultValue Endpoint endpoint,
    @DefaultValue Meters meters,
    @DefaultValue Spans spans) {

  /**
   * Answers to HTTP requests.
   *
   * @param enabled Whether a refused call that no handler of the application handles is answered
   *     with 429 and Retry-After.
   */
  public record Web(@DefaultValue("true") boolean enabled) {}

  /**
   * The actuator endpoint.
   *
   * @param write Whether the endpoint pauses and resumes limiters.
   */
  public record Endpoint(@DefaultValue("false") boolean write) {}

  /**
   * Meters.
   *
   * @param enabled Whether the meters of limiters are bound to the registries.
   */
  public record Meters(@DefaultValue("true") boolean enabled) {}

  /**
   * Spans.
   *
   * @param enabled Whether calls, waits and attempts are traced.
   */
  public record Spans(@DefaultValue("true") boolean enabled) {}
}
