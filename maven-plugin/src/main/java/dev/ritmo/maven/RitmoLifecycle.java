package dev.ritmo.maven;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.inject.Inject;
import org.apache.maven.AbstractMavenLifecycleParticipant;
import org.apache.maven.MavenExecutionException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures every project of a build that declares this plugin with {@code
 * <extensions>true</extensions>}: binds the goals, and puts the annotation processor on the
 * processor path, so that a user writes only one plugin block. The runtime is not added: it belongs
 * in the published pom, and so in the declared dependencies.
 *
 * <p>Listed in {@code META-INF/plexus/components.xml}, because Maven 3.8.7 does not find annotated
 * components compiled for Java 17.
 */
public final class RitmoLifecycle extends AbstractMavenLifecycleParticipant {

  private static final Logger LOG = LoggerFactory.getLogger(RitmoLifecycle.class);

  /** The property that a command line may set instead of the configuration. */
  private static final String PROC = "maven.compiler.proc";

  /** Selects another JDK for compiling than the one that runs Maven. */
  private static final String TOOLCHAINS = "org.apache.maven.plugins:maven-toolchains-plugin";

  private final RepositorySystem repositories;

  @Inject
  RitmoLifecycle(RepositorySystem repositories) {
    this.repositories = repositories;
  }

  @Override
  public void afterProjectsRead(MavenSession session) throws MavenExecutionException {
    Set<String> replaced = new TreeSet<>();
    Map<Path, Boolean> looked = new HashMap<>();
    for (MavenProject project : session.getProjects()) {
      Plugin ritmo = project.getPlugin(RitmoNames.GROUP + ":" + RitmoNames.PLUGIN);
      if (ritmo == null || project.getPackaging().equals("pom")) {
        continue;
      }
      GoalBindings.bind(ritmo);
      Plugin compiler = project.getPlugin(CompilerPlugin.KEY);
      if (compiler != null) {
        ensureProcessorPath(project, compiler).ifPresent(replaced::add);
        ClassPathProcessors processors =
            new ClassPathProcessors(repositories, session, project, looked);
        addProcessor(session, project, compiler, ritmo.getVersion(), processors);
      }
    }
    if (!replaced.isEmpty()) {
      LOG.info(
          "ritmo: maven-compiler-plugin {} compiles; Maven's default, {}, has no processor path",
          CompilerPlugin.KNOWN_GOOD,
          String.join(", ", replaced));
    }
  }

  private static Optional<String> ensureProcessorPath(MavenProject project, Plugin compiler)
      throws MavenExecutionException {
    try {
      return CompilerPlugin.ensureProcessorPath(compiler);
    } catch (WeavingException e) {
      throw new MavenExecutionException(e.getMessage(), project.getFile());
    }
  }

  private static void addProcessor(
      MavenSession session,
      MavenProject project,
      Plugin compiler,
      String version,
      ClassPathProcessors processors) {
    String proc = property(PROC, session, project);
    PlanOptions plan =
        new PlanOptions(
            PlanSearch.find(project, session),
            Optional.ofNullable(property(RitmoNames.ENVIRONMENT, session, project)));
    int release =
        project.getPlugin(TOOLCHAINS) == null
            ? Runtime.version().feature()
            : CompilerConfiguration.UNKNOWN_RELEASE;
    CompilerPlugin.addProcessor(
        compiler,
        version,
        plan,
        (configuration, forTests) -> {
          if (!configuration.takesProcessorsFromClassPath(release, proc)) {
            return List.of();
          }
          List<Dependency> kept = processors.find(forTests);
          LOG.debug("ritmo: {} keeps its annotation processors {}", project.getId(), kept);
          return kept;
        });
  }

  private static @Nullable String property(
      String name, MavenSession session, MavenProject project) {
    return session.getUserProperties().getProperty(name, project.getProperties().getProperty(name));
  }
}
