package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.model.Dependency;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathProcessorsTest {

  private static final String SERVICES = "META-INF/services";
  private static final String PROCESSOR = "javax.annotation.processing.Processor";

  @TempDir Path temp;

  @Test
  void foldersAndJarsAreAskedForTheirServices() throws IOException {
    Path folder = temp.resolve("folder");
    Path jar = temp.resolve("some.jar");
    announce(folder, PROCESSOR);
    try (FileSystem entries = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      announce(entries.getPath("/"), PROCESSOR);
    }

    assertThat(ClassPathProcessors.offersProcessor(folder)).isTrue();
    assertThat(ClassPathProcessors.offersProcessor(jar)).isTrue();
  }

  @Test
  void otherServicesAreNone() throws IOException {
    announce(temp, "java.sql.Driver");

    assertThat(ClassPathProcessors.offersProcessor(temp)).isFalse();
  }

  @Test
  void whatIsNoJarOffersNone() throws IOException {
    assertThat(ClassPathProcessors.offersProcessor(Files.writeString(temp.resolve("a.pom"), "")))
        .isFalse();
    assertThat(ClassPathProcessors.offersProcessor(Files.writeString(temp.resolve("a.jar"), "?")))
        .isFalse();
    assertThat(ClassPathProcessors.offersProcessor(temp.resolve("nowhere.jar"))).isFalse();
  }

  @Test
  void aModuleOfTheBuildMayAnnounceOneOnlyOnceItIsBuilt() {
    MavenProject module = new MavenProject();
    assertThat(ClassPathProcessors.usesAutoService(module)).isFalse();

    Dependency autoService = new Dependency();
    autoService.setGroupId("com.google.auto.service");
    autoService.setArtifactId("auto-service-annotations");
    module.getDependencies().add(autoService);

    assertThat(ClassPathProcessors.usesAutoService(module)).isTrue();
  }

  private static void announce(Path root, String service) throws IOException {
    Path services = Files.createDirectories(root.resolve(SERVICES));
    Files.writeString(services.resolve(service), "acme.Own");
  }
}
