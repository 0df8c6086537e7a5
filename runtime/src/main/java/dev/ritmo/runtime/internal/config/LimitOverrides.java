package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The limits in force of one limiter, over all calls or for each key. Consecutive limits with the
 * same period share one number, as in one annotation; if there is only one period, they have none.
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

  /** The settings that changed the limit at this index; empty if it is as declared. */
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

  /** A burst equal to the amount changes with it; a smaller one stays, up to the new amount. */
  private static long burst(Limit limit, long amount) {
    return limit.burst() == limit.amount() ? amount : Math.min(limit.burst(), amount);
  }

  /** The number of consecutive periods. */
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
   * The settings that override nothing. Adding a period to the code, or removing one, changes the
   * keys; without a warning, the old keys of an environment would silently lose their effect.
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
