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

  /** The first that says what the key is. */
  public Optional<RateLimit> keyed() {
    return all.stream().filter(RateLimit::isKeyed).findFirst();
  }

  /** Those that hold for all calls together. */
  public RateLimits overall() {
    return new RateLimits(place, all.stream().filter(limit -> !limit.isKeyed()).toList());
  }

  /** Those that hold for each key. */
  public RateLimits perKey() {
    return new RateLimits(place, all.stream().filter(RateLimit::isKeyed).toList());
  }

  /** Those that limit calls per period. */
  public List<RateLimit> ofCalls() {
    return all.stream().filter(limit -> limit.calls().isWritten()).toList();
  }

  /** Those that limit calls or tokens per period. */
  public List<RateLimit> perPeriod() {
    return all.stream().filter(RateLimit::isPerPeriod).toList();
  }

  /** Those that limit calls at the same time. */
  public List<RateLimit> atOnce() {
    return all.stream().filter(limit -> limit.concurrent().isWritten()).toList();
  }
}
