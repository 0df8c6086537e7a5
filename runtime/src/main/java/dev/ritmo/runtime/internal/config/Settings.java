package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.internal.config.Element.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All values given outside the code. Immutable.
 *
 * @param sources the places, by descending precedence
 */
record Settings(List<Source> sources) {

  boolean isEmpty() {
    return sources.isEmpty();
  }

  /** The overrides of one limiter or retry. */
  Map<Element, Setting> of(Kind kind, String name) {
    Map<Element, Setting> given = new LinkedHashMap<>();
    for (Source source : sources) {
      of(source, kind, name).forEach(given::putIfAbsent);
      if (source.lookup() != null) {
        lookedUp(source, kind, name).forEach(given::putIfAbsent);
      }
    }
    return given;
  }

  private static Map<Element, Setting> lookedUp(Source source, Kind kind, String name) {
    Map<Element, Setting> given = new LinkedHashMap<>();
    for (Element element : Element.allOf(kind)) {
      Setting setting = source.lookedUp(kind.prefix + name + "." + element);
      if (setting != null) {
        given.put(element, setting);
      }
    }
    return given;
  }

  private static Map<Element, Setting> of(Source source, Kind kind, String name) {
    Map<Element, Setting> given = new LinkedHashMap<>();
    for (Named one : named(source, kind, name)) {
      Element element = one.element(source);
      if (element != null && element.isKnown(kind)) {
        boolean isPlain = one.end.equals(source.spelled(element.toString()));
        if (isPlain) {
          given.put(element, one.setting);
        } else {
          given.putIfAbsent(element, one.setting);
        }
      }
    }
    return given;
  }

  /** The settings under a name, or under a longer name that starts with it. */
  static List<Named> named(Source source, Kind kind, String name) {
    String prefix = source.spelled(kind.prefix + name + ".");
    List<Named> named = new ArrayList<>();
    for (String key : source.values().keySet()) {
      if (key.startsWith(prefix)) {
        named.add(new Named(source.setting(key), key.substring(prefix.length())));
      }
    }
    return named;
  }

  /**
   * A setting under a name.
   *
   * @param end what follows the name in the key
   */
  record Named(Setting setting, String end) {

    /** The element that it overrides; null if it cannot be one. */
    @Nullable Element element(Source source) {
      return Element.of(end, source.hasVariables());
    }
  }
}
