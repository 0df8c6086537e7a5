package dev.ritmo.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;

/** Finds the aspect among the artifacts of a project, never on the class path of the plugin. */
final class AspectPath {

  private AspectPath() {}

  /** The jar or folder of ritmo-runtime, direct or transitive. */
  static Optional<Path> in(Collection<Artifact> artifacts) {
    return artifacts.stream()
        .filter(artifact -> artifact.getGroupId().equals(RitmoNames.GROUP))
        .filter(artifact -> artifact.getArtifactId().equals(RitmoNames.RUNTIME))
        .filter(artifact -> !artifact.hasClassifier())
        .map(Artifact::getFile)
        .filter(Objects::nonNull)
        .map(File::toPath)
        .findFirst();
  }
}
