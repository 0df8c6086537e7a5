package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AspectPathTest {

  @TempDir Path temp;

  @Test
  void theRuntimeIsFoundAmongTheArtifacts() throws IOException {
    Artifact runtime = artifact("dev.ritmo", "ritmo-runtime", null, temp.resolve("runtime.jar"));

    assertThat(
            AspectPath.in(
                    List.of(
                        artifact("dev.ritmo", "ritmo-annotations", null, temp.resolve("a.jar")),
                        artifact("com.acme", "ritmo-runtime", null, temp.resolve("b.jar")),
                        artifact("dev.ritmo", "ritmo-runtime", "sources", temp.resolve("c.jar")),
                        runtime))
                .find())
        .containsExactly(temp.resolve("runtime.jar"));
  }

  @Test
  void adaptersAreFoundInJarsAndFolders() throws IOException {
    Artifact runtime = artifact("dev.ritmo", "ritmo-runtime", null, temp.resolve("classes"));
    Path jar = jar("reactor.jar", "dev/ritmo/adapter/reactor/core/publisher/MonoAdapter.class");
    Path folder = temp.resolve("adapted");
    Files.createDirectories(folder.resolve("dev/ritmo/adapter/lib"));
    Path neither = jar("other.jar", "META-INF/aop.xml", "dev/ritmo/RateLimited.class");

    assertThat(
            AspectPath.in(
                    List.of(
                        artifact("com.acme", "folder", null, folder),
                        artifact("com.acme", "other", null, neither),
                        artifact("com.acme", "pom", null, temp.resolve("some.pom")),
                        runtime,
                        artifact("dev.ritmo", "ritmo-reactor", null, jar)))
                .find())
        .containsExactly(temp.resolve("classes"), folder, jar)
        .inOrder();
  }

  @Test
  void withoutTheRuntimeThereAreNone() throws IOException {
    Path jar = jar("reactor.jar", "dev/ritmo/adapter/reactor/core/publisher/MonoAdapter.class");

    assertThat(AspectPath.in(List.of(artifact("dev.ritmo", "ritmo-reactor", null, jar))).find())
        .isEmpty();
  }

  private Path jar(String name, String... entries) throws IOException {
    Path jar = temp.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static Artifact artifact(
      String group, String name, @Nullable String classifier, Path file) {
    Artifact artifact =
        new DefaultArtifact(
            group, name, "1", "compile", "jar", classifier, new DefaultArtifactHandler("jar"));
    artifact.setFile(file.toFile());
    return artifact;
  }
}
