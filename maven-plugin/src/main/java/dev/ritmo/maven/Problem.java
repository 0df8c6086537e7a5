package dev.ritmo.maven;

import java.util.List;

/** The problems of a build; each says what must hold, and how to fix it. */
enum Problem {
  /** There are annotated methods, but no generated class. */
  PROCESSOR_DID_NOT_RUN(
      "ProcessorDidNotRun",
      "Governed methods must be listed by the annotation processor, but it did not run",
      """
      write governed methods in Java, compiled by maven-compiler-plugin; take <proc>none</proc>,
      -proc:none, -processor and -processorpath out of its configuration, give ritmo-maven-plugin
      its extensions, and build once with `clean`:

      """
          + PomSnippets.plugin()),

  /** Annotations in places that annotation processors cannot see. */
  OUT_OF_SIGHT(
      "OutOfSight",
      "Governed methods must stand in named classes that belong to a package or to another named"
          + " class, since the compiler shows no others to an annotation processor, but these do not",
      """
      move the method, or the call that it governs, to a method of a named class."""),

  /** The processor listed the method, but its class file shows no advice. */
  NOT_WOVEN(
      "NotWoven",
      "Listed methods must be woven, but these are not",
      """
      build once with `clean` and without ritmo.skip; use one version of ritmo-runtime and
      ritmo-maven-plugin; and have whatever compiles or replaces classes run before ritmo:weave."""),

  /** The class file shows advice, but the processor did not list the method. */
  NOT_LISTED(
      "NotListed",
      "Woven methods must be listed by the annotation processor, but these are not",
      """
      build once with `clean`; use one version of ritmo-runtime and ritmo-maven-plugin; and write
      governed methods in Java, compiled by maven-compiler-plugin."""),

  /** A generated class is missing. */
  LISTING_LOST(
      "ListingLost",
      "Generated classes must be where the classes are that they were generated for, but are not"
          + " there for these",
      """
      build once with `clean`, and have whatever shrinks the archive keep all classes whose names end with _Ritmo or _Limited:
      they are found by their names. For minimizeJar of maven-shade-plugin, add a <filter> for the
      artifact that holds them, with <include>**</include>; for ProGuard and R8, add

        -keep class **_Ritmo { *; }
        -keep class **_Limited { *; }
        -keepnames class * { @dev.ritmo.** *; }
        -keepattributes RuntimeVisibleAnnotations

      A class that was woven without this plugin has to be compiled with Ritmo's processor."""),

  /** There are annotated methods, but no aspect to weave. */
  RUNTIME_MISSING(
      "RuntimeMissing",
      "ritmo-runtime must be among the dependencies of a project with governed methods, but is not",
      """
      add this to <dependencies>:

      """
          + PomSnippets.dependency()),

  /** ajc has reported errors. */
  WEAVING_FAILED(
      "WeavingFailed",
      "Governed classes must be weavable, but the AspectJ compiler reports",
      """
      add the dependencies that hold the types it cannot find. A project with aspects of its own
      has ajc weave dev.ritmo:ritmo-runtime together with them, and gives the compiler
      -Aritmo.weaving=ajc instead of using this plugin. All classes are as they were."""),

  /** A nested library cannot be read, so its content is unknown. */
  NOT_READABLE(
      "NotReadable",
      "Libraries in an archive must be readable to be verified, but these are not",
      """
      build the archive again; leave out of it what is no library."""),

  /** A composed annotation was edited after its users were compiled. */
  COMPOSED_CHANGED(
      "ComposedChanged",
      "Classes must be compiled again when a composed annotation has changed, but these were not",
      """
      build once with `clean`, and leave useIncrementalCompilation of maven-compiler-plugin at
      true, so that it compiles all classes when one has changed."""),

  /** The plan was edited after the classes were compiled. */
  PLAN_CHANGED(
      "PlanChanged",
      "Classes must be compiled against the plan in force, but the plan file or the environment has"
          + " changed since these were",
      """
      build once with `clean`."""),

  /** Several modules together exceed one entry of the plan. */
  PLAN_EXCEEDED(
      "PlanExceeded",
      "A plan must hold for all limiters of a program together, those of its dependencies included,"
          + " but does not",
      """
      write smaller shares, or give the methods one limiter by the same name and limits."""),

  /** Two modules declare a limiter of the same name with different limits. */
  LIMITS_DISAGREE(
      "LimitsDisagree",
      "A limiter must have the same limits everywhere, in dependencies too, but has not",
      """
      write the same limits, or give one of them another limiter."""),

  /** The project pins a compiler plugin without support for processor paths. */
  COMPILER_PLUGIN_TOO_OLD(
      "CompilerPluginTooOld",
      "maven-compiler-plugin must be 3.5 or newer to have a processor path, but the project pins",
      "write <version>" + CompilerPlugin.KNOWN_GOOD + "</version> in its <plugin> block.");

  private final String code;
  private final String text;
  private final String fix;

  Problem(String code, String text, String fix) {
    this.code = code;
    this.text = text;
    this.fix = fix;
  }

  /** The whole message, with a line for each finding. */
  String message(List<String> found) {
    String list = found.isEmpty() ? "." : ":\n  " + String.join("\n  ", found);
    return "[" + code + "] " + text + list + "\nFix: " + fix;
  }
}
