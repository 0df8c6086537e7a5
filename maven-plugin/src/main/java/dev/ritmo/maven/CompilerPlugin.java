package dev.ritmo.maven;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/** Gives a project's maven-compiler-plugin what the annotation processor needs. */
final class CompilerPlugin {

  static final String KEY = "org.apache.maven.plugins:maven-compiler-plugin";

  /** The version that replaces a default that is too old. */
  static final String KNOWN_GOOD = "3.16.0";

  private static final ComparableVersion FIRST_WITH_PROCESSOR_PATH = new ComparableVersion("3.5");

  private CompilerPlugin() {}

  /**
   * Replaces a version without processor path, if Maven chose it.
   *
   * @return the version replaced
   * @throws WeavingException if the project itself asks for such a version
   */
  static Optional<String> ensureProcessorPath(Plugin compiler) throws WeavingException {
    String version = compiler.getVersion();
    if (version == null
        || new ComparableVersion(version).compareTo(FIRST_WITH_PROCESSOR_PATH) >= 0) {
      return Optional.empty();
    }
    InputLocation location = compiler.getLocation("version");
    if (!chosenByMaven(location)) {
      String place = location.getSource().getModelId() + ", line " + location.getLineNumber();
      throw new WeavingException(
          Problem.COMPILER_PLUGIN_TOO_OLD.message(List.of(version + " (" + place + ")")));
    }
    compiler.setVersion(KNOWN_GOOD);
    return Optional.of(version);
  }

  /** Versions from Maven's own lifecycle have no location in a pom. */
  private static boolean chosenByMaven(@Nullable InputLocation location) {
    return location == null
        || location.getSource() == null
        || location.getSource().getModelId().endsWith(":default-lifecycle-bindings");
  }

  /**
   * Changes the configuration of the plugin and of each execution, because Maven has already merged
   * the former into the latter, and reads only the latter.
   */
  static void addProcessor(Plugin compiler, String version, PlanOptions plan, Kept kept) {
    addProcessor(compiler, version, plan, kept, false);
    for (PluginExecution execution : compiler.getExecutions()) {
      addProcessor(execution, version, plan, kept, execution.getGoals().contains("testCompile"));
    }
  }

  /** The arguments of the compiler, in the plugin and in its executions. */
  static List<String> arguments(Plugin compiler) {
    return Stream.concat(Stream.of(compiler), compiler.getExecutions().stream())
        .map(ConfigurationContainer::getConfiguration)
        .filter(Xpp3Dom.class::isInstance)
        .flatMap(dom -> new CompilerConfiguration((Xpp3Dom) dom).arguments())
        .toList();
  }

  private static void addProcessor(
      ConfigurationContainer container,
      String version,
      PlanOptions plan,
      Kept kept,
      boolean forTests) {
    Xpp3Dom dom =
        container.getConfiguration() instanceof Xpp3Dom present
            ? present
            : new Xpp3Dom("configuration");
    CompilerConfiguration configuration = new CompilerConfiguration(dom);
    configuration.addProcessor(version, kept.of(configuration, forTests));
    configuration.addPlan(plan);
    container.setConfiguration(dom);
  }

  /** The processors that a configuration has without naming them. */
  interface Kept {
    List<Dependency> of(CompilerConfiguration configuration, boolean forTests);
  }
}
