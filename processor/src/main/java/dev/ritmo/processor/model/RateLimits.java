package dev.ritmo.processor.model;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All {@code @RateLimited} on one method or type; a call must pass all of them.
 *
 * @param place the first of them; the container if it is empty
 * @param all all of them, in the order of the source, then those that they take from their plan
 * @param entry the entry of the plan that they draw on; null without a plan, or if it is unknown
 */
public record RateLimits(Place place, List<RateLimit> all, @Nullable PlanEntry entry) {

  /** The annotations on one element, without limits from a plan. */
  public RateLimits(Place place, List<RateLimit> all) {
    this(place, all, null);
  }

  /**
   * Returns these with all limits of their plan entry in the dimensions that they do not limit
   * themselves.
   */
  public RateLimits drawingOn(Plan plan) {
    Optional<RateLimit> planned = planned();
    Optional<PlanEntry> found = planned.flatMap(limit -> plan.entry(limit.plan().value()));
    if (planned.isEmpty() || found.isEmpty()) {
      return this;
    }
    Set<Dimension> written =
        overall().amounts().stream().map(Amount::dimension).collect(toUnmodifiableSet());
    Stream<RateLimit> taken =
        found.get().limits().stream()
            .map(PlanEntry.Limit::amount)
            .filter(amount -> !written.contains(amount.dimension()))
            .map(amount -> RateLimit.of(planned.get(), amount));
    return new RateLimits(place, Stream.concat(all.stream(), taken).toList(), found.get());
  }

  /** The name of the limiter: the written one, or that of a plan entry, method or type. */
  public String limiterName() {
    return naming().map(limit -> limit.limiter().value()).orElseGet(this::defaultName);
  }

  /** All that take a whole entry of a plan share its limiter. */
  private String defaultName() {
    boolean hasNumbers = written().stream().anyMatch(RateLimit::limitsAnything);
    return planned()
        .map(limit -> limit.plan().value())
        .filter(plan -> !hasNumbers)
        .orElseGet(place::name);
  }

  /** The annotations in the source. */
  public List<RateLimit> written() {
    return all.stream().filter(limit -> !limit.fromPlan()).toList();
  }

  /** The first annotation that names a plan. */
  public Optional<RateLimit> planned() {
    return all.stream().filter(limit -> limit.plan().isWritten()).findFirst();
  }

  /** Whether their limits are unknown, because they draw on an unknown plan. */
  public boolean isUnresolved() {
    return planned().isPresent() && entry == null;
  }

  /** All limits: first those per period, then those of concurrent calls. */
  public List<Amount> amounts() {
    return all.stream()
        .flatMap(limit -> limit.amounts().stream())
        .sorted(Comparator.comparing(amount -> !amount.dimension().isPerPeriod()))
        .toList();
  }

  /** The first annotation that names the limiter. */
  public Optional<RateLimit> naming() {
    return all.stream().filter(RateLimit::isNamed).findFirst();
  }

  /** The first annotation with a maximum wait. */
  public Optional<RateLimit> waiting() {
    return all.stream().filter(limit -> limit.maxWait().isWritten()).findFirst();
  }

  /** The first annotation with a key. */
  public Optional<RateLimit> keyed() {
    return all.stream().filter(RateLimit::isKeyed).findFirst();
  }

  /** The limits over all calls together. */
  public RateLimits overall() {
    return new RateLimits(place, all.stream().filter(limit -> !limit.isKeyed()).toList(), entry);
  }

  /** The limits for each key. */
  public RateLimits perKey() {
    return new RateLimits(place, all.stream().filter(RateLimit::isKeyed).toList());
  }

  /** The annotations that limit this dimension. */
  public List<RateLimit> limiting(Dimension dimension) {
    return all.stream().filter(limit -> limit.limits(dimension)).toList();
  }
}
