package dev.ritmo.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.maven.artifact.Artifact;

/**
 * Finds the aspects among the artifacts of a project, never on the class path of the plugin: those
 * of ritmo-runtime, and adapters of return types, recognised by the package of their classes.
 */
final class AspectPath {

  private final List<Path> runtime;
  private final List<Path> others;

  private AspectPath(List<Path> runtime, List<Path> others) {
    this.runtime = runtime;
    this.others = others;
  }

  /** The aspects of these artifacts, direct and transitive. */
  static AspectPath in(Collection<Artifact> artifacts) {
    return new AspectPath(
        files(artifacts.stream().filter(AspectPath::isRuntime).toList()),
        files(artifacts.stream().filter(artifact -> !isRuntime(artifact)).toList()));
  }

  /** The aspects of a directory or jar of ritmo-runtime, and of others. */
  static AspectPath of(Path runtime, Path... others) {
    return new AspectPath(List.of(runtime), List.of(others));
  }

  /** Without a ritmo-runtime. */
  static AspectPath none() {
    return new AspectPath(List.of(), List.of());
  }

  private static boolean isRuntime(Artifact artifact) {
    return artifact.getGroupId().equals(RitmoNames.GROUP)
        && artifact.getArtifactId().equals(RitmoNames.RUNTIME)
        && !artifact.hasClassifier();
  }

  private static List<Path> files(Collection<Artifact> artifacts) {
    return artifacts.stream()
        .map(Artifact::getFile)
        .filter(Objects::nonNull)
        .map(File::toPath)
        .toList();
  }

  /** The jars and directories with aspects, the runtime first; empty if that is missing. */
  List<Path> find() throws IOException {
    List<Path> found = new ArrayList<>(runtime);
    if (!found.isEmpty()) {
      for (Path other : others) {
        if (hasAdapters(other)) {
          found.add(other);
        }
      }
    }
    return found;
  }

  private static boolean hasAdapters(Path artifact) throws IOException {
    if (!artifact.toString().endsWith(".jar")) {
      return Files.isDirectory(artifact.resolve(RitmoNames.ADAPTERS))
          || Files.isDirectory(artifact.resolve(RitmoNames.FACTORIES));
    }
    if (!Files.exists(artifact)) {
      return false;
    }
    try (ZipFile jar = new ZipFile(artifact.toFile())) {
      return jar.stream()
          .map(ZipEntry::getName)
          .anyMatch(
              name ->
                  name.startsWith(RitmoNames.ADAPTERS) || name.startsWith(RitmoNames.FACTORIES));
    }
  }
}
