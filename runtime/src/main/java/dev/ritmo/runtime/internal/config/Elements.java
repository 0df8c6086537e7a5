package dev.ritmo.runtime.internal.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values given under one prefix. Immutable. */
final class Elements {

  private final String prefix;
  private final Map<Element, Setting> settings;
  private final boolean isPerKey;
  private final int number;

  /**
   * @param prefix the common prefix of the keys, in its documented spelling
   */
  Elements(String prefix, Map<Element, Setting> settings) {
    this(prefix, settings, false, 0);
  }

  private Elements(String prefix, Map<Element, Setting> settings, boolean isPerKey, int number) {
    this.prefix = prefix;
    this.settings = settings;
    this.isPerKey = isPerKey;
    this.number = number;
  }

  /** The elements of the limits with this number of the period. */
  Elements numbered(int period) {
    return new Elements(prefix, settings, isPerKey, period);
  }

  /** The elements of limits per key, of a limiter that has limits over all calls too. */
  Elements perKey() {
    return new Elements(prefix, settings, true, number);
  }

  /** The key of an element, in its documented spelling. */
  String key(String element) {
    return prefix + element(element);
  }

  private Element element(String name) {
    return new Element(isPerKey, name, number);
  }

  /** The settings given for these elements. */
  List<Setting> given(List<String> elements) {
    return elements.stream()
        .flatMap(element -> Stream.ofNullable(settings.get(element(element))))
        .toList();
  }

  /** All settings given for limits, whatever their number. */
  List<Setting> ofLimits() {
    return settings.entrySet().stream()
        .filter(one -> one.getKey().isPerKey() == isPerKey && one.getKey().isOfLimit())
        .map(Map.Entry::getValue)
        .toList();
  }

  @Nullable String text(String element) {
    Setting setting = settings.get(element(element));
    return setting == null ? null : setting.value().trim();
  }

  TimeUnit unit(TimeUnit declared) {
    return parsed(
        "unit", "a unit", name -> TimeUnit.valueOf(name.toUpperCase(Locale.ROOT)), declared);
  }

  <N extends Number> N number(String element, Function<String, N> parse, N declared) {
    return parsed(element, "a number", parse, declared);
  }

  boolean flag(String element, boolean declared) {
    return parsed(element, "true or false", Elements::flag, declared);
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  boolean onOrOff(String element, boolean declared) {
    return parsed(element, "on or off", Elements::onOrOff, declared);
  }

  private static boolean onOrOff(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "on", "true" -> true;
      case "off", "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  long nanos(String element, TimeUnit unit, long declared) {
    if (text(element) == null) {
      return declared;
    }
    long duration = number(element, Long::valueOf, 0L);
    return duration < 0 ? duration : unit.toNanos(duration);
  }

  private <T> T parsed(String element, String what, Function<String, T> parse, T declared) {
    String value = text(element);
    if (value == null) {
      return declared;
    }
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s must be %s, but was \"%s\"".formatted(element, what, value), e);
    }
  }

  /**
   * The value in force; if an override is invalid, reports it and returns the declared value.
   *
   * @param elements the elements that the value consists of
   * @param text the declared value as text
   */
  <T> T orDeclared(T declared, List<String> elements, Supplier<String> text, Supplier<T> inForce) {
    try {
      return inForce.get();
    } catch (IllegalArgumentException e) {
      Reports.once(
          "Ignored what overrides %s: %s (%s)."
              .formatted(overridden(), e.getMessage(), named(given(elements))),
          " In force is what the code says: " + text.get());
      return declared;
    }
  }

  private String overridden() {
    return prefix + (isPerKey ? "perKey." : "") + "*" + (number == 0 ? "" : "." + number);
  }

  private static String named(List<Setting> settings) {
    return String.join(", ", settings.stream().map(Setting::toString).toList());
  }
}
