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

  /** The environment in which the program will run, which selects the tier of the plan. */
  static final String ENVIRONMENT = "ritmo.environment";

  /** Whether warnings fail the build. */
  static final String WERROR = "ritmo.Werror";

  private Options() {}

  /** Who weaves, if given; the empty string for an option without a value. */
  static Optional<String> weaving(Map<String, String> options) {
    return valueOf(WEAVING, options);
  }

  /** The path of the plan file, if given. */
  static Optional<String> plan(Map<String, String> options) {
    return valueOf(PLAN, options);
  }

  /** The environment in which the program will run, if given. */
  static Optional<String> environment(Map<String, String> options) {
    return valueOf(ENVIRONMENT, options).filter(name -> !name.isEmpty());
  }

  private static Optional<String> valueOf(String option, Map<String, String> options) {
    return options.containsKey(option)
        ? Optional.of(Objects.requireNonNullElse(options.get(option), ""))
        : Optional.empty();
  }

  /** Whether warnings are errors: the option is given, and not {@code false}. */
  static boolean warningsAreErrors(Map<String, String> options) {
    return options.containsKey(WERROR) && !"false".equals(options.get(WERROR));
  }
}
