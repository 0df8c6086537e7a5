package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.maven.ScannedClass.Method;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassScanTest {

  @TempDir Path temp;
  Path folder;

  @BeforeEach
  void compile() throws IOException {
    folder = temp.resolve("classes");
    Compiled.into(
        folder,
        "class Service { @RateLimited(calls = 1) void ask() {} }",
        "class Unrelated { void tell() {} }");
  }

  @Test
  void classesWithoutAnythingOfRitmoAreSkipped() throws IOException {
    assertThat(names(ClassScan.ofFolder(folder, Compiled.annotations())))
        .containsExactly("acme.Service");
  }

  @Test
  void aFolderThatIsNotThereIsEmpty() throws IOException {
    assertThat(ClassScan.ofFolder(temp.resolve("nowhere"), Compiled.annotations()).classes())
        .isEmpty();
  }

  @Test
  void aSymbolicLinkToAFolderIsFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), folder);

    assertThat(names(ClassScan.ofFolder(link, Compiled.annotations())))
        .containsExactly("acme.Service");
  }

  @Test
  void jarsAreScannedWhereverTheClassesLie() throws IOException {
    Path jar = temp.resolve("app.jar");
    try (FileSystem entries = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path target = entries.getPath("/BOOT-INF/classes/acme/Service.class");
      Files.createDirectories(target.getParent());
      Files.copy(folder.resolve("acme/Service.class"), target);
    }

    ScannedClass found = ClassScan.ofJar(jar, Compiled.annotations()).classes().iterator().next();

    assertThat(found.path()).isEqualTo("BOOT-INF/classes/acme/Service.class");
    assertThat(found.name()).isEqualTo("acme.Service");
    assertThat(found.root()).isNull();
  }

  @Test
  void anOverlayTakesThePlacesOfWhatItHolds() throws IOException {
    Path other = temp.resolve("other");
    Compiled.into(
        other,
        "class Service { @RateLimited(calls = 1) void renamed() {} }",
        "class Another { @RateLimited(calls = 1) void ask() {} }");

    ClassScan both =
        ClassScan.ofFolder(folder, Compiled.annotations())
            .overlaidBy(ClassScan.ofFolder(other, Compiled.annotations()));

    assertThat(names(both)).containsExactly("acme.Another", "acme.Service").inOrder();
    assertThat(
            both.classes().stream().flatMap(type -> type.methods().stream()).map(Method::signature))
        .containsExactly("ask()", "renamed()");
  }

  @Test
  void aClassFileOfTheFarFutureIsNamed() throws IOException {
    Path file = folder.resolve("acme/Service.class");
    byte[] bytes = Files.readAllBytes(file);
    bytes[6] = 3; // the upper byte of the major version
    Files.write(file, bytes);

    IOException failure =
        assertThrows(IOException.class, () -> ClassScan.ofFolder(folder, Compiled.annotations()));

    assertThat(failure).hasMessageThat().startsWith("acme/Service.class must be a class file");
    assertThat(failure).hasMessageThat().contains("Fix: ");
  }

  private static List<String> names(ClassScan scan) {
    return scan.classes().stream().map(ScannedClass::name).toList();
  }
}
