package dev.ritmo.processor;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The options that the processor takes from {@code -A}. */
final class Options {

  /** Who weaves. */
  static final String WEAVING = "ritmo.weaving";

  /** The path of the plan file. */
  static final String PLAN = "ritmo.plan";

  /** Where the program will run, which may have another tier of the plan. */
  static final String ENVIRONMENT = "ritmo.environment";

  /** Whether warnings fail the build. */
  static final String WERROR = "ritmo.Werror";

  private Options() {}

  /** Who weaves, if that was said; the empty string for an option without a value. */
  static Optional<String> weaving(Map<String, String> options) {
    return valueOf(WEAVING, options);
  }

  /** The path of the plan file, if there is one. */
  static Optional<String> plan(Map<String, String> options) {
    return valueOf(PLAN, options);
  }

  /** Where the program will run, if that was said. */
  static Optional<String> environment(Map<String, String> options) {
    return valueOf(ENVIRONMENT, options).filter(name -> !name.isEmpty());
  }

  private static Optional<String> valueOf(String option, Map<String, String> options) {
    return options.containsKey(option)
        ? Optional.of(Objects.requireNonNullElse(options.get(option), ""))
        : Optional.empty();
  }

  /** Whether warnings are errors: the option is there, and not {@code false}. */
  static boolean warningsAreErrors(Map<String, String> options) {
    return options.containsKey(WERROR) && !"false".equals(options.get(WERROR));
  }
}
