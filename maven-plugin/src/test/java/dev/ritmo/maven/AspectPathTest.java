package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.File;
import java.util.List;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AspectPathTest {

  @Test
  void theRuntimeIsFoundAmongTheArtifacts() {
    assertThat(
            AspectPath.in(
                List.of(
                    artifact("dev.ritmo", "ritmo-annotations", null),
                    artifact("com.acme", "ritmo-runtime", null),
                    artifact("dev.ritmo", "ritmo-runtime", "sources"),
                    artifact("dev.ritmo", "ritmo-runtime", null))))
        .hasValue(new File("dev.ritmo-ritmo-runtime-null").toPath());
  }

  @Test
  void withoutItThereIsNone() {
    assertThat(AspectPath.in(List.of(artifact("dev.ritmo", "ritmo-annotations", null)))).isEmpty();
  }

  private static Artifact artifact(String group, String name, @Nullable String classifier) {
    Artifact artifact =
        new DefaultArtifact(
            group, name, "1", "compile", "jar", classifier, new DefaultArtifactHandler("jar"));
    artifact.setFile(new File(group + "-" + name + "-" + classifier));
    return artifact;
  }
}
