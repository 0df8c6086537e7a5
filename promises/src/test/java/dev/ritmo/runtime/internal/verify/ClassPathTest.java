package dev.ritmo.runtime.internal.verify;

import static com.google.common.truth.Truth.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
    return ClassPath.ofProgram().search("mark").classes();
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

    assertThat(ClassPath.ofProgram().search("dev/ritmo").classes()).isEmpty();
  }

  @Test
  void anEmptyEntryAtTheEndIsNotTheWorkingFolder() {
    System.setProperty("java.class.path", classes.folder() + File.pathSeparator);

    assertThat(ClassPath.ofProgram().search("dev/ritmo").classes()).isEmpty();
  }

  @Test
  void whatLiesElsewhereThanItsNameSaysIsNotLoadedFromThere() {
    assertThat(ClassPath.of(temp).search("mark").classes()).isEmpty();
  }

  @Test
  void symbolicLinksToFoldersAreFollowed() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), classes.folder());

    assertThat(ClassPath.of(link).search("mark").classes()).containsExactly("acme.Marked");
  }

  @Test
  void namesMayHoldAnyLetter() throws IOException {
    Path folder = temp.resolve("more");
    Compiled.into(folder, SOURCE.replace("acme", "größe"));

    assertThat(ClassPath.of(folder).search("mark").classes()).containsExactly("größe.Marked");
  }

  @Test
  void classesInExecutableAndMultiReleaseJarsHaveTheirNames() throws IOException {
    Path boot = temp.resolve("boot/BOOT-INF/classes");
    Path versions = temp.resolve("boot/META-INF/versions/17");
    Compiled.into(boot, SOURCE);
    Compiled.into(versions, SOURCE.replace("Marked", "Newer"));

    assertThat(ClassPath.of(temp.resolve("boot")).search("mark").classes())
        .containsExactly("acme.Marked", "acme.Newer");
  }

  private Path jarOf(String path, Path content) throws IOException {
    Path jar = Files.createTempFile(temp, "outer", ".jar");
    Files.delete(jar);
    try (FileSystem zip = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      Path target = zip.getPath("/" + path);
      Files.createDirectories(target.getParent());
      Files.copy(content, target);
    }
    return jar;
  }

  @Test
  void librariesInExecutableJarsAndWebApplicationsAreSearched() throws IOException {
    Path library = classes.jar(temp.resolve("library.jar"));
    Path boot = jarOf("BOOT-INF/lib/library.jar", library);
    Path war = jarOf("WEB-INF/lib-provided/library.jar", library);
    Path ear = jarOf("app.war", war);

    assertThat(ClassPath.of(boot).search("mark").classes()).containsExactly("acme.Marked");
    assertThat(ClassPath.of(war).search("mark").classes()).containsExactly("acme.Marked");
    ClassSearch inOthers = ClassPath.of(ear, jarOf("lib/library.jar", library)).search("mark");
    assertThat(inOthers.classes()).isEmpty();
    assertThat(inOthers.possibleClasses()).containsExactly("acme.Marked");
    Path exploded = temp.resolve("exploded");
    Files.createDirectories(exploded.resolve("BOOT-INF/lib"));
    Files.copy(library, exploded.resolve("BOOT-INF/lib/library.jar"));
    assertThat(ClassPath.of(exploded).search("mark").classes()).containsExactly("acme.Marked");
  }

  @Test
  void aLibraryThatCannotBeReadIsSaid() throws IOException {
    Path broken = Files.writeString(temp.resolve("broken.jar"), "not an archive");
    Path boot = jarOf("BOOT-INF/lib/broken.jar", broken);

    ClassSearch search = ClassPath.of(boot).search("mark");

    assertThat(search.unreadable())
        .containsExactly(boot.toRealPath() + "!/BOOT-INF/lib/broken.jar");
    assertThat(ClassPath.of(jarOf("data/broken.jar", broken)).search("mark").unreadable())
        .isEmpty();
  }

  @Test
  void addressesWithinArchivesAreThoseOfTheArchive() throws IOException {
    Path boot = jarOf("BOOT-INF/lib/library.jar", classes.jar(temp.resolve("library.jar")));
    for (String address :
        List.of(
            "jar:file:%s!/BOOT-INF/lib/library.jar!/",
            "jar:nested:%s/!BOOT-INF/lib/library.jar!/")) {
      URL url = new URL(null, address.formatted(boot), UNOPENED);
      try (URLClassLoader urls = new URLClassLoader(new URL[] {url}, null)) {
        Thread.currentThread().setContextClassLoader(urls);

        assertThat(found()).containsExactly("acme.Marked");
      }
    }
  }

  @Test
  void loadersOfOtherKindsShowTheirRoots() throws IOException {
    Path jar = classes.jarReferringTo("none.jar", temp.resolve("library.jar"));
    Path folder =
        Compiled.into(temp.resolve("more"), SOURCE.replace("Marked", "Foldered")).folder();
    try (URLClassLoader urls = Compiled.loader(jar, folder)) {
      Thread.currentThread().setContextClassLoader(new Delegating(urls, null));

      assertThat(found()).containsExactly("acme.Foldered", "acme.Marked");
    }
  }

  @Test
  void whatALoaderTakesFromElsewhereIsSaid() throws IOException {
    URL url = new URL(null, "vfs:/deployment/app.war/WEB-INF/classes/", UNOPENED);
    Thread.currentThread().setContextClassLoader(new Delegating(null, url));

    assertThat(ClassPath.ofProgram().search("mark").unreadable())
        .containsExactly("vfs:/deployment/app.war/WEB-INF/classes/");
  }

  private static final URLStreamHandler UNOPENED =
      new URLStreamHandler() {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
          throw new IOException("not to be opened");
        }
      };

  /** As those of application servers, no URLClassLoader. */
  private static final class Delegating extends ClassLoader {

    private final @Nullable URLClassLoader to;
    private final @Nullable URL root;

    Delegating(@Nullable URLClassLoader to, @Nullable URL root) {
      super(null);
      this.to = to;
      this.root = root;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
      if (to != null) {
        return to.findResources(name);
      }
      return Collections.enumeration(name.isEmpty() && root != null ? List.of(root) : List.of());
    }
  }
}
