package dev.ritmo.maven;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * Finds the plan file of a project: beside its pom, that of a parent, or at the root of the build.
 */
final class PlanSearch {

  private PlanSearch() {}

  /**
   * The nearest file, as an absolute path, because javac runs in the directory in which Maven was
   * started.
   */
  static Optional<Path> find(MavenProject project, MavenSession session) {
    Set<@Nullable File> folders = new LinkedHashSet<>();
    for (MavenProject at = project; at != null; at = at.getParent()) {
      folders.add(at.getBasedir());
    }
    MavenProject top = session.getTopLevelProject();
    folders.add(top == null ? null : top.getBasedir());
    folders.add(session.getRequest().getMultiModuleProjectDirectory());
    return nearest(folders.stream().filter(Objects::nonNull).map(File::toPath));
  }

  /** The file in the first directory that has one. */
  static Optional<Path> nearest(Stream<Path> folders) {
    return folders
        .map(folder -> folder.resolve(RitmoNames.PLAN_FILE).toAbsolutePath().normalize())
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
