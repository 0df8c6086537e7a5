package dev.ritmo.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.model.Dependency;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** One configuration of maven-compiler-plugin, of the plugin itself or of an execution. */
final class CompilerConfiguration {

  private static final String PATHS = "annotationProcessorPaths";
  private static final String PROCESSORS = "annotationProcessors";
  private static final String ARGUMENTS = "compilerArgs";

  /** Adds members to classes, so it has to run before processors that read them. */
  private static final String LOMBOK = "lombok";

  /** Either selects another JDK for compiling than the one that runs Maven. */
  private static final Set<String> OTHER_JDK = Set.of("executable", "jdkToolchain");

  /** The release of javac as long as it is unknown which JDK will compile. */
  static final int UNKNOWN_RELEASE = 0;

  /** The first release whose javac ignores processors on the class path by default. */
  private static final int EXPLICIT_SINCE = 23;

  private final Xpp3Dom configuration;

  CompilerConfiguration(Xpp3Dom configuration) {
    this.configuration = configuration;
  }

  /**
   * Whether javac takes its processors from the class path, which it stops doing when there is a
   * processor path. If another JDK compiles, its release is not known yet, and losing a processor
   * would be worse than naming one that javac would not have run.
   *
   * @param release the release of the JDK that runs Maven, or {@link #UNKNOWN_RELEASE}
   * @param proc the user's property for {@code -proc}, if set
   */
  boolean takesProcessorsFromClassPath(int release, @Nullable String proc) {
    if (hasEntries(PATHS)) {
      return false;
    }
    Xpp3Dom configured = configuration.getChild("proc");
    String mode =
        configured == null || configured.getValue() == null ? proc : configured.getValue();
    return release < EXPLICIT_SINCE
        || OTHER_JDK.stream().anyMatch(name -> configuration.getChild(name) != null)
        || (mode != null && Set.of("full", "only").contains(mode.strip()))
        || hasEntries(PROCESSORS)
        || arguments().anyMatch(Set.of("-processor", "-proc:full", "-proc:only")::contains);
  }

  /**
   * Adds Ritmo's processor before all others except Lombok, and its options. Existing configuration
   * stays.
   *
   * @param kept what else a new processor path must contain
   */
  void addProcessor(String version, List<Dependency> kept) {
    if (!hasProcessor()) {
      List<Xpp3Dom> paths = new ArrayList<>();
      kept.forEach(dependency -> paths.add(path(dependency)));
      children(PATHS).forEach(paths::add);
      paths.add(afterLombok(paths), path(processor(version)));
      replace(PATHS, paths);
    }
    if (hasEntries(PROCESSORS)) {
      addOnce(PROCESSORS, "annotationProcessor", RitmoNames.PROCESSOR_CLASS);
    }
    addOnce(ARGUMENTS, "arg", RitmoNames.WEAVING_OPTION);
    // With any processor, -Xlint:all warns about every annotation that none of them claims.
    addOnce(ARGUMENTS, "arg", "-Xlint:-processing");
  }

  /** Adds the compiler options for the plan. Options of the user stay. */
  void addPlan(PlanOptions plan) {
    for (String argument : plan.arguments()) {
      String option = argument.substring(0, argument.indexOf('=') + 1);
      if (arguments().noneMatch(there -> there.startsWith(option))) {
        addOnce(ARGUMENTS, "arg", argument);
      }
    }
  }

  /** The arguments of the compiler. */
  Stream<String> arguments() {
    return children(ARGUMENTS).map(Xpp3Dom::getValue).filter(value -> value != null);
  }

  private boolean hasProcessor() {
    return children(PATHS).anyMatch(path -> hasArtifactId(path, RitmoNames.PROCESSOR));
  }

  private boolean hasEntries(String name) {
    return children(name).findAny().isPresent();
  }

  private Stream<Xpp3Dom> children(String name) {
    Xpp3Dom list = configuration.getChild(name);
    return list == null ? Stream.empty() : Stream.of(list.getChildren());
  }

  private void addOnce(String name, String element, String value) {
    boolean there = children(name).anyMatch(child -> value.equals(child.getValue()));
    if (!there) {
      list(name).addChild(text(element, value));
    }
  }

  /** javac runs the processors in the order of the path. */
  private static int afterLombok(List<Xpp3Dom> paths) {
    int after = 0;
    for (int i = 0; i < paths.size(); i++) {
      if (hasArtifactId(paths.get(i), LOMBOK)) {
        after = i + 1;
      }
    }
    return after;
  }

  private static boolean hasArtifactId(Xpp3Dom path, String artifactId) {
    Xpp3Dom id = path.getChild("artifactId");
    return id != null && artifactId.equals(id.getValue());
  }

  private void replace(String name, List<Xpp3Dom> children) {
    Xpp3Dom list = list(name);
    while (list.getChildCount() > 0) {
      list.removeChild(0);
    }
    children.forEach(list::addChild);
  }

  private Xpp3Dom list(String name) {
    Xpp3Dom list = configuration.getChild(name);
    if (list == null) {
      list = new Xpp3Dom(name);
      configuration.addChild(list);
    }
    return list;
  }

  private static Dependency processor(String version) {
    Dependency processor = new Dependency();
    processor.setGroupId(RitmoNames.GROUP);
    processor.setArtifactId(RitmoNames.PROCESSOR);
    processor.setVersion(version);
    return processor;
  }

  private static Xpp3Dom path(Dependency dependency) {
    Xpp3Dom path = new Xpp3Dom("path");
    path.addChild(text("groupId", dependency.getGroupId()));
    path.addChild(text("artifactId", dependency.getArtifactId()));
    path.addChild(text("version", dependency.getVersion()));
    if (dependency.getClassifier() != null) {
      path.addChild(text("classifier", dependency.getClassifier()));
    }
    return path;
  }

  private static Xpp3Dom text(String name, String value) {
    Xpp3Dom element = new Xpp3Dom(name);
    element.setValue(value);
    return element;
  }
}
