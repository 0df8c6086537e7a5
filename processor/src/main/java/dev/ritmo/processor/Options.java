package dev.ritmo.processor;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The options that the processor takes from {@code -A}. */
final class Options {

  /** Who weaves. */
  static final String WEAVING = "ritmo.weaving";

  /** Whether warnings fail the build. */
  static final String WERROR = "ritmo.Werror";

  private Options() {}

  /** Who weaves, if that was said; the empty string for an option without a value. */
  static Optional<String> weaving(Map<String, String> options) {
    return options.containsKey(WEAVING)
        ? Optional.of(Objects.requireNonNullElse(options.get(WEAVING), ""))
        : Optional.empty();
  }

  /** Whether warnings are errors: the option is there, and not {@code false}. */
  static boolean warningsAreErrors(Map<String, String> options) {
    return options.containsKey(WERROR) && !"false".equals(options.get(WERROR));
  }
}
