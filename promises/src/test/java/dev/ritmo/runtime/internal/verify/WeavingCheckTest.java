package dev.ritmo.runtime.internal.verify;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.internal.generated.Decorators;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No annotation is silently ignored. */
final class WeavingCheckTest {

  private static final String ANNOTATED =
      """
      package acme;
      public class Api {
        @dev.ritmo.RateLimited(calls = 1) String ask(String question) { return question; }
        @dev.ritmo.RetryOnRateLimit int count(int[] numbers, Inner inner) { return 0; }
        void plain() {}
        static class Inner {}
      }
      """;

  private static final String WOVEN =
      ANNOTATED.replace("@dev.ritmo", "@dev.ritmo.runtime.aspect.Woven @dev.ritmo");

  private static final String GENERATED =
      """
      package acme;
      import dev.ritmo.runtime.spi.*;
      import java.util.List;
      final class Api_Ritmo implements GovernedType {
        public List<GovernedMethod> methods() {
          return List.of(
              GovernedMethod.of("ask(java.lang.String)", "a"),
              GovernedMethod.of("count(int[],acme.Api$Inner)", "b"));
        }
      }
      """;

  @TempDir Path temp;

  private static void verify(Path... entries) throws IOException {
    try (URLClassLoader loader = Compiled.loader(entries)) {
      new WeavingCheck(ClassPath.of(entries), loader).verify();
    }
  }

  private static String problems(Path... entries) {
    IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> verify(entries));
    String message = String.valueOf(thrown.getMessage());
    int start = message.indexOf('\n') + 1;
    return message.substring(start, message.indexOf("\nFix: "));
  }

  @Test
  void whatIsNeitherProcessedNorWovenIsListed() throws IOException {
    Compiled classes = Compiled.into(temp, ANNOTATED);

    assertThat(problems(classes.folder()))
        .isEqualTo(
            """
              acme.Api.ask(java.lang.String): not compiled with Ritmo's processor, not woven
              acme.Api.count(int[],acme.Api$Inner): not compiled with Ritmo's processor, not woven"""
                .indent(2)
                .stripTrailing());
  }

  @Test
  void theMessageSaysHowToMendIt() throws IOException {
    Compiled classes = Compiled.into(temp, ANNOTATED);

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> verify(classes.folder()));

    assertThat(thrown)
        .hasMessageThat()
        .startsWith(
            "What is annotated with @RateLimited or @RetryOnRateLimit must be governed, but this");
    assertThat(thrown).hasMessageThat().contains("<artifactId>ritmo-maven-plugin</artifactId>");
  }

  @Test
  void whatIsProcessedButNotWovenIsListed() throws IOException {
    Compiled classes = Compiled.into(temp, ANNOTATED, GENERATED);

    assertThat(problems(classes.folder()))
        .isEqualTo(
            "  acme.Api.ask(java.lang.String): not woven\n"
                + "  acme.Api.count(int[],acme.Api$Inner): not woven");
    assertThat(assertThrows(IllegalStateException.class, () -> verify(classes.folder())))
        .hasMessageThat()
        .contains("if an IDE has compiled it");
  }

  @Test
  void aListOfAspectsThatIsLostIsSaid() throws IOException {
    Path classes = Compiled.into(temp, ANNOTATED, GENERATED).folder();
    ClassLoader without =
        new ClassLoader(WeavingCheckTest.class.getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) {
            return Collections.emptyEnumeration();
          }
        };
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, without)) {
      WeavingCheck check = new WeavingCheck(ClassPath.of(classes), loader);
      assertThat(assertThrows(IllegalStateException.class, check::verify))
          .hasMessageThat()
          .contains("keep META-INF/aop.xml of ritmo-runtime");
    }
  }

  @Test
  void whatIsWovenButNotProcessedIsListed() throws IOException {
    Compiled classes = Compiled.into(temp, WOVEN);

    assertThat(problems(classes.folder()))
        .contains("acme.Api.ask(java.lang.String): woven, but its generated class is missing\n");
    assertThat(assertThrows(IllegalStateException.class, () -> verify(classes.folder())))
        .hasMessageThat()
        .contains("-keep class **_Ritmo");
  }

  @Test
  void whatIsProcessedAndWovenPasses() throws IOException {
    verify(Compiled.into(temp, WOVEN, GENERATED).folder());
  }

  @Test
  void aMethodThatTheGeneratedClassDoesNotKnowIsListed() throws IOException {
    Compiled classes =
        Compiled.into(temp, WOVEN, GENERATED.replace("ask(java.lang.String)", "ask(int)"));

    assertThat(problems(classes.folder()))
        .isEqualTo("  acme.Api.ask(java.lang.String): not compiled with Ritmo's processor");
  }

  private static final String COMPOSED =
      """
      package acme;
      @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
      @dev.ritmo.RateLimited(calls = 1) public @interface Slow {}
      """;

  @Test
  void whatAComposedAnnotationGovernsIsCheckedAsWell() throws IOException {
    Compiled annotation = Compiled.into(temp.resolve("library"), COMPOSED);
    String type = "package acme; class Uses { @Slow void ask() {} void plain() {} }";
    Compiled uses = Compiled.into(temp.resolve("classes"), type.replace("@Slow", ""));
    verify(annotation.folder(), uses.folder());

    uses = Compiled.into(temp.resolve("classes"), COMPOSED, type);

    assertThat(problems(uses.folder()))
        .isEqualTo("  acme.Uses.ask(): not compiled with Ritmo's processor, not woven");
    assertThat(
            problems(
                Compiled.into(temp.resolve("whole"), COMPOSED, "package acme; @Slow class All {}")
                    .folder()))
        .isEqualTo("  acme.All: not compiled with Ritmo's processor");
  }

  @Test
  void aComposedAnnotationThatCannotBeSeenIsListed() throws IOException {
    String unkept = "package acme; @dev.ritmo.RetryOnRateLimit public @interface Unkept {}";

    assertThat(problems(Compiled.into(temp, unkept).folder()))
        .isEqualTo("  acme.Unkept: a composed annotation without @Retention(RUNTIME)");
  }

  private static final String INTERFACE =
      """
      package acme;
      public interface Client { @dev.ritmo.RateLimited(calls = 1) void ask(); }
      """;

  private static final String DECORATOR =
      """
      package acme;
      import dev.ritmo.runtime.aspect.Woven;
      import dev.ritmo.runtime.spi.Governed;
      final class Client_Limited implements Client {
        Client_Limited(Client target) {}
        @Woven @Governed public void ask() {}
      }
      """;

  private static final String OF_DECORATOR =
      """
      package acme;
      import dev.ritmo.runtime.spi.*;
      import java.util.List;
      final class Client_Limited_Ritmo implements GovernedType {
        public List<GovernedMethod> methods() {
          return List.of(GovernedMethod.of("ask()", "a"));
        }
      }
      """;

  @Test
  void anInterfaceIsGovernedByItsDecorator() throws IOException {
    String whole =
        "package acme; @dev.ritmo.RateLimited(calls = 1) public interface Client { void ask(); }";

    verify(Compiled.into(temp.resolve("a"), INTERFACE, DECORATOR, OF_DECORATOR).folder());
    verify(Compiled.into(temp.resolve("b"), whole, DECORATOR, OF_DECORATOR).folder());
    assertThat(problems(Compiled.into(temp.resolve("c"), INTERFACE).folder()))
        .isEqualTo("  acme.Client.ask(): not compiled with Ritmo's processor");
    assertThat(problems(Compiled.into(temp.resolve("d"), whole).folder()))
        .isEqualTo("  acme.Client: not compiled with Ritmo's processor");
  }

  @Test
  void aDecoratorThatIsNotWovenIsFoundAndDoesNotPassForOne() throws Exception {
    Path folder =
        Compiled.into(temp, INTERFACE, DECORATOR.replace("@Woven", ""), OF_DECORATOR).folder();

    assertThat(problems(folder)).isEqualTo("  acme.Client_Limited.ask(): not woven");
    try (URLClassLoader loader = Compiled.loader(folder)) {
      Class<?> type = loader.loadClass("acme.Client");
      Object instance =
          Proxy.newProxyInstance(loader, new Class<?>[] {type}, (proxy, method, args) -> null);
      IllegalStateException thrown =
          assertThrows(IllegalStateException.class, () -> Decorators.limit(instance));
      assertThat(thrown).hasMessageThat().startsWith("acme.Client_Limited must be woven, but is");
      assertThat(thrown).hasMessageThat().contains("<artifactId>ritmo-maven-plugin</artifactId>");
    }
  }

  @Test
  void anAnnotatedTypeIsListedOnceOrByItsMethods() throws IOException {
    String type =
        """
        package acme;
        @dev.ritmo.RateLimited(calls = 1)
        public class Api {
          public String ask(String question) { return question; }
          public int count(int[] numbers, Inner inner) { return 0; }
          static class Inner {}
        }
        """;

    assertThat(problems(Compiled.into(temp.resolve("a"), type).folder()))
        .isEqualTo("  acme.Api: not compiled with Ritmo's processor");
    assertThat(problems(Compiled.into(temp.resolve("b"), type, GENERATED).folder()))
        .isEqualTo(
            "  acme.Api.ask(java.lang.String): not woven\n"
                + "  acme.Api.count(int[],acme.Api$Inner): not woven");
    verify(
        Compiled.into(
                temp.resolve("c"),
                type.replace("public String", "@dev.ritmo.runtime.aspect.Woven public String")
                    .replace("public int", "@dev.ritmo.runtime.aspect.Woven public int"),
                GENERATED)
            .folder());
  }

  @Test
  void repeatedAnnotationsAreFoundOnMethodsAndTypes() throws IOException {
    String method =
        """
        package acme;
        public class Api {
          @dev.ritmo.RateLimited(calls = 1) @dev.ritmo.RateLimited(concurrent = 1)
          String ask(String question) { return question; }
        }
        """;
    String type =
        """
        package acme;
        @dev.ritmo.RateLimited(calls = 1) @dev.ritmo.RateLimited(concurrent = 1)
        public class Api {
          public String ask(String question) { return question; }
          public int count(int[] numbers, Inner inner) { return 0; }
          static class Inner {}
        }
        """;

    assertThat(problems(Compiled.into(temp.resolve("a"), method).folder()))
        .isEqualTo(
            "  acme.Api.ask(java.lang.String): not compiled with Ritmo's processor, not woven");
    assertThat(problems(Compiled.into(temp.resolve("b"), type).folder()))
        .isEqualTo("  acme.Api: not compiled with Ritmo's processor");
    assertThat(problems(Compiled.into(temp.resolve("c"), type, GENERATED).folder()))
        .contains("acme.Api.ask(java.lang.String): not woven");
  }

  @Test
  void nestedLocalAndAnonymousClassesAreFound() throws IOException {
    Compiled classes =
        Compiled.into(
            temp,
            """
            package acme;
            public class Outer {
              static class Nested { @dev.ritmo.RateLimited(calls = 1) void nested() {} }
              Object anonymous = new Object() {
                @dev.ritmo.RateLimited(calls = 1) void anonymous() {}
              };
              void method() {
                class Local { @dev.ritmo.RateLimited(calls = 1) void local() {} }
              }
            }
            """);

    String problems = problems(classes.folder());

    assertThat(problems).contains("acme.Outer$Nested.nested()");
    assertThat(problems).contains("acme.Outer$1.anonymous()");
    assertThat(problems).contains("acme.Outer$1Local.local()");
  }

  @Test
  void unrelatedClassesAreNotEvenLoaded() throws IOException {
    Compiled classes =
        Compiled.into(
            temp,
            "package acme; public class Gone {}",
            "package acme; public class Heir extends Gone {}");
    Files.delete(temp.resolve("acme/Gone.class"));
    Files.writeString(temp.resolve("acme/Broken.class"), "not a class file");

    verify(classes.folder());
  }

  @Test
  void anAnnotatedClassThatCannotBeLoadedIsListed() throws IOException {
    Compiled classes =
        Compiled.into(
            temp,
            "package acme; public class Gone {}",
            ANNOTATED.replace("class Api", "class Api extends Gone"));
    Files.delete(temp.resolve("acme/Gone.class"));

    assertThat(problems(classes.folder()))
        .isEqualTo("  acme.Api: cannot be checked: java.lang.NoClassDefFoundError: acme/Gone");
  }

  @Test
  void jarsAndWhatTheirManifestsReferToAreSearched() throws IOException {
    Compiled annotated = Compiled.into(temp.resolve("annotated"), ANNOTATED);
    annotated.jar(temp.resolve("second.jar"));
    Path first =
        Compiled.into(temp.resolve("plain"), "package acme; public class Plain {}")
            .jarReferringTo("missing.jar second.jar", temp.resolve("first.jar"));

    assertThat(problems(first)).contains("acme.Api.ask(java.lang.String)");
  }

  @Test
  void jarsThatReferToEachOtherAreSearchedOnce() throws IOException {
    Compiled plain = Compiled.into(temp.resolve("plain"), "package acme; public class Plain {}");
    Path first = plain.jarReferringTo("second.jar first.jar", temp.resolve("first.jar"));
    plain.jarReferringTo("first.jar plain/", temp.resolve("second.jar"));

    verify(first);
  }

  @Test
  void whatIsNoJarAndWhatDoesNotExistIsIgnored() throws IOException {
    Path broken = Files.writeString(temp.resolve("broken.jar"), "not a jar");

    verify(broken, temp.resolve("missing.jar"), temp.resolve("missing"));
  }

  @Test
  void librariesInExecutableJarsAreChecked() throws IOException {
    Compiled library = Compiled.into(temp.resolve("library"), ANNOTATED);
    Path inner = library.jar(temp.resolve("library.jar"));
    Path boot = temp.resolve("boot.jar");
    Path archive = temp.resolve("one.jar");
    for (Path outer : List.of(boot, archive)) {
      String folder = outer == boot ? "/BOOT-INF/lib" : "/data";
      try (FileSystem zip = FileSystems.newFileSystem(outer, Map.of("create", "true"))) {
        Files.createDirectories(zip.getPath(folder));
        Files.copy(inner, zip.getPath(folder, "library.jar"));
      }
    }

    for (Path outer : List.of(boot, archive)) {
      try (URLClassLoader loader = Compiled.loader(library.folder())) {
        WeavingCheck check = new WeavingCheck(ClassPath.of(outer), loader);
        IllegalStateException thrown = assertThrows(IllegalStateException.class, check::verify);
        assertThat(thrown).hasMessageThat().contains("acme.Api.ask(java.lang.String): not");
      }
    }
    verify(archive); // data, as no loader of the program sees what is in it
    assertThat(problems(boot)).contains("acme.Api: cannot be checked");
  }

  @Test
  void whatCannotBeLookedIntoIsNoProof() throws IOException {
    Path boot = temp.resolve("boot.jar");
    try (FileSystem zip = FileSystems.newFileSystem(boot, Map.of("create", "true"))) {
      Files.createDirectories(zip.getPath("/WEB-INF/lib"));
      Files.writeString(zip.getPath("/WEB-INF/lib/broken.jar"), "no archive");
    }

    assertThat(problems(boot))
        .isEqualTo("  " + boot.toRealPath() + "!/WEB-INF/lib/broken.jar: cannot be looked into");
  }
}
