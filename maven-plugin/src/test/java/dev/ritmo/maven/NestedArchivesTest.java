package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedArchivesTest {

  @TempDir Path temp;

  @Test
  void librariesAreLookedInto() throws Exception {
    Path classes = temp.resolve("classes/acme");
    Compiled.into(
        temp.resolve("classes"),
        "public class Service { @RateLimited(calls = 1) void ask() {} }",
        Compiled.listing("Service", "\"ask()\"", ""));
    Path library =
        archive(
            "library.jar",
            Map.of(
                "acme/Service.class", classes.resolve("Service.class"),
                "acme/Service_Ritmo.class", classes.resolve("Service_Ritmo.class")));
    Path war = archive("app.war", Map.of("WEB-INF/lib/library.jar", library));
    Path ear = archive("all.ear", Map.of("app.war", war));

    Map<String, ClassScan> scans = NestedArchives.in(ear, Compiled.annotations());

    assertThat(scans.keySet())
        .containsExactly(ear + "!/app.war", ear + "!/app.war!/WEB-INF/lib/library.jar");
    WeavingException failure =
        assertThrows(
            WeavingException.class,
            () -> {
              for (ClassScan scan : scans.values()) {
                Weaving.prove(scan);
              }
            });
    assertThat(failure).hasMessageThat().startsWith("[NotWoven] ");
  }

  @Test
  void whatCannotBeReadIsSaidOfLibrariesAlone() throws Exception {
    Path broken = Files.writeString(temp.resolve("broken.jar"), "no archive");

    assertThat(
            NestedArchives.in(
                archive("data.jar", Map.of("samples/broken.jar", broken)), Compiled.annotations()))
        .isEmpty();
    Path boot = archive("boot.jar", Map.of("BOOT-INF/lib/broken.jar", broken));
    WeavingException failure =
        assertThrows(WeavingException.class, () -> NestedArchives.in(boot, Compiled.annotations()));
    assertThat(failure).hasMessageThat().startsWith("[NotReadable] ");
    assertThat(failure).hasMessageThat().contains(boot + "!/BOOT-INF/lib/broken.jar");
  }

  private Path archive(String name, Map<String, Path> contents) throws IOException {
    Path archive = temp.resolve(name);
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      for (Map.Entry<String, Path> content : contents.entrySet()) {
        Path target = zip.getPath("/" + content.getKey());
        Files.createDirectories(target.getParent());
        Files.copy(content.getValue(), target);
      }
    }
    return archive;
  }
}
