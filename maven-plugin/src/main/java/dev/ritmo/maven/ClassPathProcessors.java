package dev.ritmo.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.maven.RepositoryUtils;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.resolution.ArtifactResult;
import org.jspecify.annotations.Nullable;

/**
 * The annotation processors among the declared dependencies of a project. javac finds them on the
 * class path unless there is a processor path, so a new processor path must name them.
 */
final class ClassPathProcessors {

  private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";

  /** Writes the service file of a processor only when the processor is compiled. */
  private static final String AUTO_SERVICE = "com.google.auto.service";

  /** The scopes on the class path of the classes, and of the tests. */
  private static final Set<String> COMPILE = Set.of("compile", "provided");

  private static final Set<String> TEST = Set.of("compile", "provided", "runtime", "test");

  private final RepositorySystem repositories;
  private final MavenSession session;
  private final MavenProject project;
  private final Map<Path, Boolean> looked;
  private @Nullable List<Dependency> found;

  /**
   * @param looked a cache, shared by projects, of which jars and directories contain processors
   */
  ClassPathProcessors(
      RepositorySystem repositories,
      MavenSession session,
      MavenProject project,
      Map<Path, Boolean> looked) {
    this.repositories = repositories;
    this.session = session;
    this.project = project;
    this.looked = looked;
  }

  /**
   * The processors on the class path of the classes, or of the tests. Unresolvable dependencies are
   * omitted.
   */
  List<Dependency> find(boolean forTests) {
    if (found == null) {
      found = project.getDependencies().stream().filter(this::isProcessor).toList();
    }
    Set<String> scopes = forTests ? TEST : COMPILE;
    return found.stream().filter(dependency -> scopes.contains(scope(dependency))).toList();
  }

  private boolean isProcessor(Dependency dependency) {
    return TEST.contains(scope(dependency))
        && !dependency.getGroupId().equals(RitmoNames.GROUP)
        && (modules(dependency).anyMatch(ClassPathProcessors::usesAutoService)
            || locations(dependency)
                .anyMatch(
                    location ->
                        looked.computeIfAbsent(location, ClassPathProcessors::offersProcessor)));
  }

  private static String scope(Dependency dependency) {
    return dependency.getScope() == null ? "compile" : dependency.getScope();
  }

  /** Modules of this build may not be built yet, but their resources exist. */
  private Stream<Path> locations(Dependency dependency) {
    return modules(dependency).findAny().isEmpty()
        ? resolve(dependency)
        : modules(dependency)
            .flatMap(module -> module.getResources().stream())
            .map(resource -> Path.of(resource.getDirectory()));
  }

  private Stream<MavenProject> modules(Dependency dependency) {
    return session.getProjects().stream()
        .filter(module -> module.getGroupId().equals(dependency.getGroupId()))
        .filter(module -> module.getArtifactId().equals(dependency.getArtifactId()))
        .filter(module -> module.getVersion().equals(dependency.getVersion()));
  }

  /**
   * Whether a module may register a processor once it is built. One that does not is harmless on a
   * processor path, because javac would also have searched it on the class path.
   */
  static boolean usesAutoService(MavenProject module) {
    return module.getDependencies().stream()
        .anyMatch(dependency -> AUTO_SERVICE.equals(dependency.getGroupId()));
  }

  private Stream<Path> resolve(Dependency dependency) {
    RepositorySystemSession repositorySession = session.getRepositorySession();
    Artifact artifact =
        RepositoryUtils.toDependency(dependency, repositorySession.getArtifactTypeRegistry())
            .getArtifact();
    try {
      ArtifactResult result =
          repositories.resolveArtifact(
              repositorySession,
              new ArtifactRequest(artifact, project.getRemoteProjectRepositories(), null));
      return Stream.ofNullable(result.getArtifact().getFile()).map(File::toPath);
    } catch (ArtifactResolutionException e) {
      // The compiler will report it if it matters.
      return Stream.empty();
    }
  }

  /** Whether a jar or directory registers an annotation processor. */
  static boolean offersProcessor(Path location) {
    if (Files.isDirectory(location)) {
      return Files.exists(location.resolve(SERVICE));
    }
    if (!location.toString().endsWith(".jar")) {
      return false;
    }
    try (ZipFile jar = new ZipFile(location.toFile())) {
      return jar.getEntry(SERVICE) != null;
    } catch (IOException e) {
      return false;
    }
  }
}
