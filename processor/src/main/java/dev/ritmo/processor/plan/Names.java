package dev.ritmo.processor.plan;

import dev.ritmo.processor.plan.Fields.Field;

/** The parts of the name of an entry, which becomes the name of a limiter. */
final class Names {

  private Names() {}

  /** Reports a name that cannot be part of the name of a limiter. */
  static void check(Field field, Problems problems) {
    String name = field.name();
    boolean isPlain =
        name.strip().equals(name)
            && name.chars().noneMatch(c -> c == '/' || c == '=' || Character.isISOControl(c));
    if (!isPlain) {
      problems.add(
          field.at(),
          "a name must be without '/', '=', control characters or blanks at its ends",
          "is \"" + name.replaceAll("\\p{Cntrl}", "?") + "\"",
          "write a plain name");
    }
  }
}
