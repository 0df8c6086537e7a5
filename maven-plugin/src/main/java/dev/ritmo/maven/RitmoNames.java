package dev.ritmo.maven;

import java.util.Set;

/** The names of Ritmo's other modules and their content, which the plugin knows only as text. */
final class RitmoNames {

  static final String GROUP = "dev.ritmo";
  static final String RUNTIME = "ritmo-runtime";
  static final String PROCESSOR = "ritmo-processor";
  static final String PLUGIN = "ritmo-maven-plugin";

  /** The class name of the annotation processor, for javac. */
  static final String PROCESSOR_CLASS = "dev.ritmo.processor.RitmoProcessor";

  /** Tells the processor that this plugin weaves. */
  static final String WEAVING_OPTION = "-Aritmo.weaving=maven";

  /** Names the plan file. */
  static final String PLAN_OPTION = "-Aritmo.plan=";

  /** Selects the tiers of the plan in force. */
  static final String ENVIRONMENT_OPTION = "-Aritmo.environment=";

  /** The property of this plugin for the same. */
  static final String ENVIRONMENT = "ritmo.environment";

  /** The plan file, beside a pom. */
  static final String PLAN_FILE = "ritmo-plan.yaml";

  /** The suffix of the path of every generated class. */
  static final String GENERATED = "_Ritmo.class";

  /**
   * The descriptors of the annotations that govern a method or the methods of a type. A repeated
   * annotation is only in its container; the last descriptor is for methods of generated classes.
   */
  static final Set<String> ANNOTATIONS =
      Set.of(
          "Ldev/ritmo/RateLimited;",
          "Ldev/ritmo/RateLimited$List;",
          "Ldev/ritmo/RetryOnRateLimit;",
          "Ldev/ritmo/runtime/spi/Governed;");

  /** The descriptor of the annotation of a generated class that lists the governed methods. */
  static final String GOVERNS = "Ldev/ritmo/runtime/spi/Governs;";

  /** The aspect; a woven method calls {@link #ASPECT_OF} on it. */
  static final String ASPECT = "dev/ritmo/runtime/aspect/GovernedCalls";

  static final String ASPECT_OF = "aspectOf";

  /** The parent package of the aspects that adapt return types. */
  static final String ADAPTERS = "dev/ritmo/adapter/";

  /** The package of the aspects that limit instances when a factory creates them. */
  static final String FACTORIES = "dev/ritmo/langchain4j/";

  /** The factory whose callers they advise. */
  static final String FACTORY = "dev/langchain4j/service/AiServices";

  /** A prefix in the constants of every relevant class file. */
  static final String PREFIX = "dev/ritmo/";

  private static final String LIMITED = "_Limited";

  private RitmoNames() {}

  /** The generated decorator of an interface. */
  static String decoratorOf(String type) {
    int simple = type.lastIndexOf('.') + 1;
    String nested = type.substring(simple);
    String own = nested.endsWith(LIMITED) ? nested : nested.replace("_", "__");
    return type.substring(0, simple) + own.replace('$', '_') + LIMITED;
  }
}
