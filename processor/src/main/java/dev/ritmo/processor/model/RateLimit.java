package dev.ritmo.processor.model;

import dev.ritmo.rules.Bounds;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationValue;

/**
 * A {@code @RateLimited} as written.
 *
 * @param byDimension the amounts that are written
 * @param burst meaningful only if it is written
 * @param maxWait meaningful only if it is written
 * @param plan the entry of the plan that it draws on, if it is written
 * @param fromPlan whether it was not written, but is a limit of that entry
 */
public record RateLimit(
    Place place,
    Map<Dimension, Setting<Long>> byDimension,
    Setting<Integer> burst,
    Setting<Long> period,
    Setting<TimeUnit> unit,
    Setting<String> limiter,
    Setting<String> key,
    Setting<Long> maxWait,
    Setting<String> plan,
    boolean fromPlan) {

  /** {@code RateLimited.FOREVER}. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** A limit that an annotation takes from its plan; its position is that of the plan's name. */
  static RateLimit of(RateLimit planned, Amount amount) {
    AnnotationValue written = planned.plan.written();
    return new RateLimit(
        planned.place,
        Map.of(amount.dimension(), new Setting<>(amount.amount(), written)),
        new Setting<>(0, null),
        new Setting<>(Math.max(1, amount.period()), written),
        new Setting<>(amount.unit(), written),
        new Setting<>("", null),
        new Setting<>("", null),
        new Setting<>(0L, null),
        new Setting<>("", null),
        true);
  }

  /** Whether it limits this dimension. */
  public boolean limits(Dimension dimension) {
    return byDimension.containsKey(dimension);
  }

  /** Whether it limits anything itself. */
  public boolean limitsAnything() {
    return !byDimension.isEmpty();
  }

  /** The amount of a dimension that it limits. */
  public Amount amountOf(Dimension dimension) {
    long amount = setting(dimension).value();
    if (!dimension.isPerPeriod()) {
      return Amount.atOnce(amount);
    }
    boolean isSpread = dimension == Dimension.CALLS && burst.isWritten();
    long backToBack = isSpread ? burst.value() : amount;
    return new Amount(dimension, amount, backToBack, period.value(), unit.value());
  }

  /** The position of the amount of a dimension that it limits. */
  public Position at(Dimension dimension) {
    return place.at(setting(dimension));
  }

  private Setting<Long> setting(Dimension dimension) {
    return Objects.requireNonNull(byDimension.get(dimension), dimension::element);
  }

  /** The written limits, in the order of the dimensions. */
  public List<Amount> amounts() {
    return Stream.of(Dimension.values()).filter(this::limits).map(this::amountOf).toList();
  }

  /** Whether its period can be counted. */
  public boolean hasSoundPeriod() {
    return Bounds.isPositive(period.value()) && Bounds.fits(period.value(), unit.value());
  }

  /** Whether it names its limiter; the empty name is the default. */
  public boolean isNamed() {
    return !limiter.value().isEmpty();
  }

  /** Whether its limits hold for each key; the empty key is the default. */
  public boolean isKeyed() {
    return !key.value().isEmpty();
  }

  /** Whether calls depend on their arguments: for the key, or for what they reserve. */
  public boolean differsByArguments() {
    return isKeyed() || limitsAny(Dimension::isReserved);
  }

  /** Whether it limits a dimension that is estimated from prompts. */
  public boolean limitsPrompts() {
    return limitsAny(Dimension::countsPrompts);
  }

  private boolean limitsAny(Predicate<Dimension> which) {
    return byDimension.keySet().stream().anyMatch(which);
  }
}
