package dev.ritmo.runtime.internal.config;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The values that are given under one prefix; immutable. */
final class Elements {

  private final String prefix;
  private final String suffix;
  private final Function<String, @Nullable String> values;

  /** The elements whose keys begin with the prefix. */
  Elements(String prefix, Function<String, @Nullable String> values) {
    this(prefix, "", values);
  }

  private Elements(String prefix, String suffix, Function<String, @Nullable String> values) {
    this.prefix = prefix;
    this.suffix = suffix;
    this.values = values;
  }

  /** Those of the limits with the period of this number. */
  Elements numbered(int number) {
    return new Elements(prefix, "." + number, values);
  }

  /** Those of the limits that each key has for itself, where there are others as well. */
  Elements perKey() {
    return new Elements(prefix + "perKey.", suffix, values);
  }

  /** The key of an element. */
  String key(String element) {
    return prefix + element + suffix;
  }

  /** The keys of those that are given. */
  Stream<String> given(String... elements) {
    return Stream.of(elements).filter(element -> text(element) != null).map(this::key);
  }

  @Nullable String text(String element) {
    String value = values.apply(key(element));
    return value == null ? null : value.trim();
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

  <T> T orDeclared(T declared, Supplier<T> inForce) {
    try {
      return inForce.get();
    } catch (IllegalArgumentException e) {
      System.getLogger("dev.ritmo")
          .log(
              System.Logger.Level.WARNING,
              "Ignored what overrides {0}*: {1}. In force is what the code says: {2}",
              prefix,
              e.getMessage(),
              declared);
      return declared;
    }
  }
}
