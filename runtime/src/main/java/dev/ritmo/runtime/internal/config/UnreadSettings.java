package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.internal.config.Element.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings for limiters that do not exist. At the first call of a method it is too early to report
 * them, because other limiters may follow; a framework knows when its program is complete.
 *
 * @param names the names of all limiters
 */
record UnreadSettings(Settings settings, Collection<String> names) {

  /** Reports these settings, and returns all problems reported so far. */
  static List<String> report(Collection<String> names) {
    Settings settings = Environment.overrides().settings();
    new UnreadSettings(settings, names).report();
    for (String name : names) {
      new Misspelt(settings, name, Set.copyOf(names)).report();
    }
    return Reports.all();
  }

  private void report() {
    for (Source source : settings.sources()) {
      for (Kind kind : Kind.values()) {
        String prefix = source.spelled(kind.prefix);
        source.values().keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .filter(key -> names.stream().noneMatch(name -> isKnown(source, kind, key, name)))
            .forEach(key -> report(source, kind, key));
      }
    }
  }

  /** Whether a limiter reads it, or it is reported already because there is no such element. */
  private static boolean isKnown(Source source, Kind kind, String key, String name) {
    String prefix = source.spelled(kind.prefix + name + ".");
    if (!key.startsWith(prefix)) {
      return false;
    }
    Element element = Element.of(key.substring(prefix.length()), source.hasVariables());
    return element != null && (element.isKnown(kind) || !source.hasVariables());
  }

  private void report(Source source, Kind kind, String key) {
    String end = key.substring(source.spelled(kind.prefix).length());
    Misspelt.Ending ending = Misspelt.Ending.of(kind, end, source.hasVariables());
    String name = ending == null ? end : ending.name();
    Reports.once(
        "The " + source.setting(key) + " overrides nothing so far",
        ": there is no limiter \""
            + name
            + "\" yet, only "
            + names.stream().sorted().toList()
            + "."
            + proposal(source, name)
            + " Fix: correct the name, or remove the setting.");
  }

  private String proposal(Source source, String name) {
    @Nullable String meant = Spelling.closest(name, names.stream().map(source::spelled).toList());
    return meant == null ? "" : " Did you mean \"" + meant + "\"?";
  }
}
