package dev.ritmo.processor.model;

import java.util.List;
import java.util.Optional;

/**
 * All {@code @RateLimited} on one method or type, which a call passes together.
 *
 * @param place the first of them; the container if somebody wrote an empty one
 * @param all each of them, in the order of the source
 */
public record RateLimits(Place place, List<RateLimit> all) {

  /** The name of the limiter: the one written, or that of the method or type. */
  public String limiterName() {
    return naming().map(limit -> limit.limiter().value()).orElseGet(place::name);
  }

  /** The first that names the limiter. */
  public Optional<RateLimit> naming() {
    return all.stream().filter(RateLimit::isNamed).findFirst();
  }

  /** The first that says how long to wait. */
  public Optional<RateLimit> waiting() {
    return all.stream().filter(limit -> limit.maxWait().isWritten()).findFirst();
  }

  /** Those that limit calls per period. */
  public List<RateLimit> perPeriod() {
    return all.stream().filter(limit -> limit.calls().isWritten()).toList();
  }

  /** Those that limit calls at the same time; more than one is a mistake. */
  public List<RateLimit> atOnce() {
    return all.stream().filter(limit -> limit.concurrent().isWritten()).toList();
  }
}
