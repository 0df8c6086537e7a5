package dev.ritmo.runtime.internal.verify;

import static com.google.common.truth.Truth.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the classes of a program are looked for. */
final class ClassPathTest {

  private static final String SOURCE = "package acme; public class Marked { String s = \"mark\"; }";

  @TempDir Path temp;

  private final String classPath = System.getProperty("java.class.path");
  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private Compiled classes;

  @BeforeEach
  void compile() throws IOException {
    classes = Compiled.into(temp.resolve("classes"), SOURCE);
    System.setProperty("java.class.path", temp.resolve("elsewhere").toString());
  }

  @AfterEach
  void restore() {
    System.setProperty("java.class.path", classPath);
    System.clearProperty("jdk.module.path");
    Thread.currentThread().setContextClassLoader(loader);
  }

  private static Set<String> found() {
    return ClassPath.ofProgram().classesContaining("mark");
  }

  @Test
  void foldersAndJarsOfTheClassPathAreSearched() throws IOException {
    Path jar =
        Compiled.into(temp.resolve("more"), SOURCE.replace("Marked", "Packed"))
            .jar(temp.resolve("more.jar"));

    System.setProperty("java.class.path", classes.folder() + File.pathSeparator + jar);

    assertThat(found()).containsExactly("acme.Marked", "acme.Packed").inOrder();
  }

  @Test
  void theModulePathIsSearched() throws IOException {
    System.setProperty("jdk.module.path", classes.jar(temp.resolve("module.jar")).toString());

    assertThat(found()).containsExactly("acme.Marked");
  }

  @Test
  void aFolderOfModulesIsSearched() throws IOException {
    Path modules = Files.createDirectory(temp.resolve("modules"));
    classes.jar(modules.resolve("module.jar"));

    System.setProperty("jdk.module.path", modules.toString());

    assertThat(found()).containsExactly("acme.Marked");
  }

  @Test
  void whatTheClassLoaderOfTheThreadAddsIsSearched() throws IOException {
    try (URLClassLoader urls = Compiled.loader(classes.folder())) {
      Thread.currentThread().setContextClassLoader(urls);

      assertThat(found()).containsExactly("acme.Marked");
    }
  }

  @Test
  void anEmptyClassPathIsNotTheWorkingFolder() {
    System.setProperty("java.class.path", "");

    assertThat(ClassPath.ofProgram().classesContaining("dev/ritmo")).isEmpty();
  }

  @Test
  void anEmptyEntryAtTheEndIsNotTheWorkingFolder() {
    System.setProperty("java.class.path", classes.folder() + File.pathSeparator);

    assertThat(ClassPath.ofProgram().classesContaining("dev/ritmo")).isEmpty();
  }

  @Test
  void whatLiesElsewhereThanItsNameSaysIsNotLoadedFromThere() {
    assertThat(ClassPath.of(temp).classesContaining("mark")).isEmpty();
  }

  @Test
  void symbolicLinksToFoldersAreFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), classes.folder());

    assertThat(ClassPath.of(link).classesContaining("mark")).containsExactly("acme.Marked");
  }

  @Test
  void namesMayHoldAnyLetter() throws IOException {
    Path folder = temp.resolve("more");
    Compiled.into(folder, SOURCE.replace("acme", "größe"));

    assertThat(ClassPath.of(folder).classesContaining("mark")).containsExactly("größe.Marked");
  }

  @Test
  void classesInExecutableAndMultiReleaseJarsHaveTheirNames() throws IOException {
    Path boot = temp.resolve("boot/BOOT-INF/classes");
    Path versions = temp.resolve("boot/META-INF/versions/17");
    Compiled.into(boot, SOURCE);
    Compiled.into(versions, SOURCE.replace("Marked", "Newer"));

    assertThat(ClassPath.of(temp.resolve("boot")).classesContaining("mark"))
        .containsExactly("acme.Marked", "acme.Newer");
  }
}
