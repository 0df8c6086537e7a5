package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The limits in force of one limiter, for all calls or for each key. Consecutive limits with the
 * same period stand under one number, as they would in one annotation; if there is but one period,
 * under none.
 */
final class LimitOverrides {

  private static final String BURST = "burst";
  private static final String PERIOD = "period";
  private static final String UNIT = "unit";

  private final Elements elements;
  private final List<Limit> declared;
  private final int periods;

  LimitOverrides(Elements elements, List<Limit> declared) {
    this.elements = elements;
    this.declared = declared;
    this.periods = periods(declared);
  }

  List<Limit> inForce() {
    withoutEffect().forEach(this::warn);
    List<Limit> inForce = new ArrayList<>();
    for (int i = 0; i < declared.size(); i++) {
      Limit limit = declared.get(i);
      Elements given = elementsOf(i);
      inForce.add(
          given.orDeclared(limit, namesOf(limit), limit::toString, () -> overridden(limit, given)));
    }
    return inForce;
  }

  /** The settings that the limit of this index is made of; none if it is as in the code. */
  List<Setting> origins(int index) {
    Limit limit = declared.get(index);
    Elements given = elementsOf(index);
    try {
      Limit unused = overridden(limit, given);
    } catch (IllegalArgumentException e) {
      return List.of(); // ignored
    }
    List<String> names = new ArrayList<>(namesOf(limit));
    if (given.text(PERIOD) == null) {
      names.remove(UNIT);
    }
    return given.given(names);
  }

  private Elements elementsOf(int index) {
    boolean isNumbered = periods > 1 && declared.get(index).dimension() != Dimension.SLOTS;
    return isNumbered ? elements.numbered(periods(declared.subList(0, index + 1))) : elements;
  }

  private static List<String> namesOf(Limit limit) {
    String name = limit.dimension().element();
    return switch (limit.dimension()) {
      case SLOTS -> List.of(name);
      case CALLS -> List.of(name, BURST, PERIOD, UNIT);
      default -> List.of(name, PERIOD, UNIT);
    };
  }

  private static Limit overridden(Limit limit, Elements given) {
    long amount = given.number(limit.dimension().element(), Long::valueOf, limit.amount());
    if (limit.dimension() == Dimension.SLOTS) {
      return new Limit(limit.dimension(), amount, amount, limit.period(), limit.unit());
    }
    long burst = burst(limit, amount);
    return new Limit(
        limit.dimension(),
        amount,
        limit.dimension() == Dimension.CALLS ? given.number(BURST, Long::valueOf, burst) : burst,
        given.number(PERIOD, Long::valueOf, limit.period()),
        given.text(PERIOD) == null ? limit.unit() : given.unit(limit.unit()));
  }

  /** A burst of everything follows the amount; a smaller one stays, as far as it can. */
  private static long burst(Limit limit, long amount) {
    return limit.burst() == limit.amount() ? amount : Math.min(limit.burst(), amount);
  }

  /** How many periods there are, one after the other. */
  private static int periods(List<Limit> limits) {
    long[] lengths =
        limits.stream()
            .filter(limit -> limit.dimension() != Dimension.SLOTS)
            .mapToLong(Limit::periodNanos)
            .toArray();
    int periods = 0;
    for (int i = 0; i < lengths.length; i++) {
      periods += i == 0 || lengths[i] != lengths[i - 1] ? 1 : 0;
    }
    return periods;
  }

  /**
   * What is given and overrides nothing. Adding a period to the code, or taking one away, changes
   * the keys, and nobody would notice that those in an environment have lost their use.
   */
  List<Setting> withoutEffect() {
    Set<Setting> effective = new HashSet<>();
    for (int i = 0; i < declared.size(); i++) {
      effective.addAll(elementsOf(i).given(namesOf(declared.get(i))));
    }
    return elements.ofLimits().stream().filter(setting -> !effective.contains(setting)).toList();
  }

  private void warn(Setting setting) {
    Reports.once(
        "Ignored the " + setting,
        ": it overrides none of the limits in the code, "
            + declared
            + ". With several periods each has a number, as in "
            + elements.numbered(1).key(Dimension.CALLS.element()));
  }
}
