package dev.ritmo.processor.model;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All {@code @RateLimited} on one method or type, which a call passes together.
 *
 * @param place the first of them; the container if somebody wrote an empty one
 * @param all each of them, in the order of the source, then what they take from their plan
 * @param entry what they draw on; null without a plan, and if it is not known
 */
public record RateLimits(Place place, List<RateLimit> all, @Nullable PlanEntry entry) {

  /** Those on one element, which draw on nothing yet. */
  public RateLimits(Place place, List<RateLimit> all) {
    this(place, all, null);
  }

  /**
   * These with what they take from the plan: all limits of their entry in the dimensions that they
   * do not limit themselves.
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

  /** The name of the limiter: the one written, or that of a plan, or of the method or type. */
  public String limiterName() {
    return naming().map(limit -> limit.limiter().value()).orElseGet(this::defaultName);
  }

  /** Whoever takes all of a plan shares it. */
  private String defaultName() {
    boolean hasNumbers = written().stream().anyMatch(RateLimit::limitsAnything);
    return planned()
        .map(limit -> limit.plan().value())
        .filter(plan -> !hasNumbers)
        .orElseGet(place::name);
  }

  /** Those that stand in the source. */
  public List<RateLimit> written() {
    return all.stream().filter(limit -> !limit.fromPlan()).toList();
  }

  /** The first that names a plan. */
  public Optional<RateLimit> planned() {
    return all.stream().filter(limit -> limit.plan().isWritten()).findFirst();
  }

  /** Whether nobody can tell what they limit: they draw on a plan that is not known. */
  public boolean isUnresolved() {
    return planned().isPresent() && entry == null;
  }

  /** All that they limit: first per period, then at the same time. */
  public List<Amount> amounts() {
    return all.stream()
        .flatMap(limit -> limit.amounts().stream())
        .sorted(Comparator.comparing(amount -> !amount.dimension().isPerPeriod()))
        .toList();
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
    return new RateLimits(place, all.stream().filter(limit -> !limit.isKeyed()).toList(), entry);
  }

  /** Those that hold for each key. */
  public RateLimits perKey() {
    return new RateLimits(place, all.stream().filter(RateLimit::isKeyed).toList());
  }

  /** Those that limit this dimension. */
  public List<RateLimit> limiting(Dimension dimension) {
    return all.stream().filter(limit -> limit.limits(dimension)).toList();
  }
}
