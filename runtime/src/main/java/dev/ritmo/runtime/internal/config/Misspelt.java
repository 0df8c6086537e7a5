package dev.ritmo.runtime.internal.config;

import dev.ritmo.runtime.internal.config.Element.Kind;
import dev.ritmo.runtime.internal.config.Settings.Named;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Settings that seem intended for a limiter but are not read, because their element or name is
 * misspelt. Reported when the limiter is declared. A similar name may belong to a limiter that is
 * declared later, so the report says so.
 *
 * @param name the name of the limiter
 * @param declared the names of all existing limiters
 */
record Misspelt(Settings settings, String name, Set<String> declared) {

  void report() {
    for (Source source : settings.sources()) {
      for (Kind kind : Kind.values()) {
        Settings.named(source, kind, name).forEach(one -> reportElement(source, kind, one));
        for (String key : source.values().keySet()) {
          reportName(source, kind, key);
        }
      }
    }
  }

  private void reportElement(Source source, Kind kind, Named setting) {
    Element element = setting.element(source);
    if (element == null || element.isKnown(kind)) {
      return;
    }
    String meant = element.meant(kind);
    if (source.hasVariables() && setting.end().contains("_") && !isOfThis(kind, setting, meant)) {
      return;
    }
    String proposal = meant == null ? "" : ". Did you mean " + meant + "?";
    boolean isMisplaced = meant != null && meant.equals(element.name());
    Reports.once(
        "Ignored the " + setting.setting(),
        isMisplaced
            ? ": " + meant + " is an element of the whole, without a number and not per key."
            : ": there is no element \"" + element + "\"" + proposal);
  }

  /**
   * Whether the end of a variable is an element of several words: it may also be the rest of
   * another limiter's name, followed by an element.
   */
  private static boolean isOfThis(Kind kind, Named setting, @Nullable String meant) {
    return meant != null && Ending.of(kind, setting.end(), true) == null;
  }

  private void reportName(Source source, Kind kind, String key) {
    String prefix = source.spelled(kind.prefix);
    if (!key.startsWith(prefix)) {
      return;
    }
    Ending ending = Ending.of(kind, key.substring(prefix.length()), source.hasVariables());
    String own = source.spelled(name);
    if (ending == null || ending.name().equals(own) || !Spelling.isSlip(ending.name(), own)) {
      return;
    }
    if (declared.stream().map(source::spelled).noneMatch(ending.name()::equals)) {
      Reports.once(
          "The " + source.setting(key) + " overrides nothing so far",
          ": there is no limiter \""
              + ending.name()
              + "\" yet, but one that is called \""
              + name
              + "\". Fix: if that was meant, correct the name.");
    }
  }

  /**
   * A key without its prefix.
   *
   * @param name the part before the element
   */
  record Ending(String name) {

    /** Removes the longest known element from the end; null if none, or no name before it. */
    static @Nullable Ending of(Kind kind, String text, boolean isVariable) {
      String separator = isVariable ? "_" : ".";
      String[] parts = text.split(Pattern.quote(separator), -1);
      for (int length = parts.length - 1; length > 0; length--) {
        String end = join(separator, parts, parts.length - length, parts.length);
        Element element = Element.of(end, isVariable);
        if (element != null && element.isKnown(kind)) {
          return new Ending(join(separator, parts, 0, parts.length - length));
        }
      }
      return null;
    }

    private static String join(String separator, String[] parts, int from, int to) {
      return String.join(separator, Arrays.copyOfRange(parts, from, to));
    }
  }
}
