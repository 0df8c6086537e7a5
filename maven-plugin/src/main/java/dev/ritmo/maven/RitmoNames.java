package dev.ritmo.maven;

import java.util.Set;

/** The names of Ritmo's other modules and of what is in them, known to the plugin as text only. */
final class RitmoNames {

  static final String GROUP = "dev.ritmo";
  static final String RUNTIME = "ritmo-runtime";
  static final String PROCESSOR = "ritmo-processor";
  static final String PLUGIN = "ritmo-maven-plugin";

  /** Annotation processor, as javac wants it named. */
  static final String PROCESSOR_CLASS = "dev.ritmo.processor.RitmoProcessor";

  /** Tells the processor that this plugin weaves. */
  static final String WEAVING_OPTION = "-Aritmo.weaving=maven";

  /** Names the plan file. */
  static final String PLAN_OPTION = "-Aritmo.plan=";

  /** Says which tiers of the plan are in force. */
  static final String ENVIRONMENT_OPTION = "-Aritmo.environment=";

  /** The property that says the same to this plugin. */
  static final String ENVIRONMENT = "ritmo.environment";

  /** The plan file, beside a pom. */
  static final String PLAN_FILE = "ritmo-plan.yaml";

  /** What the path of every generated class ends with. */
  static final String GENERATED = "_Ritmo.class";

  /**
   * Descriptors of the annotations that govern a method or the methods of a type. A repeated one is
   * in its container only; the last one is on methods of generated classes.
   */
  static final Set<String> ANNOTATIONS =
      Set.of(
          "Ldev/ritmo/RateLimited;",
          "Ldev/ritmo/RateLimited$List;",
          "Ldev/ritmo/RetryOnRateLimit;",
          "Ldev/ritmo/runtime/spi/Governed;");

  /** Descriptor of the annotation of a generated class that lists the governed methods. */
  static final String GOVERNS = "Ldev/ritmo/runtime/spi/Governs;";

  /** The aspect; a woven method calls {@link #ASPECT_OF} on it. */
  static final String ASPECT = "dev/ritmo/runtime/aspect/GovernedCalls";

  static final String ASPECT_OF = "aspectOf";

  /** The package, and those within, of the aspects that take over methods of certain types. */
  static final String ADAPTERS = "dev/ritmo/adapter/";

  /** Where the aspects are that limit instances as soon as a factory has made them. */
  static final String FACTORIES = "dev/ritmo/langchain4j/";

  /** The factory whose callers they concern. */
  static final String FACTORY = "dev/langchain4j/service/AiServices";

  /** What every class file that matters here has in its constants. */
  static final String PREFIX = "dev/ritmo/";

  private static final String LIMITED = "_Limited";

  private RitmoNames() {}

  /** The class that is generated to stand around instances of an interface. */
  static String decoratorOf(String type) {
    int simple = type.lastIndexOf('.') + 1;
    String nested = type.substring(simple);
    String own = nested.endsWith(LIMITED) ? nested : nested.replace("_", "__");
    return type.substring(0, simple) + own.replace('$', '_') + LIMITED;
  }
}
