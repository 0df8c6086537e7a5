package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeavingTest {

  private static final String SERVICE =
      """
      class Service {
        @RateLimited(calls = 1) String ask(String question) { return question; }
        @RetryOnRateLimit static int count(int[] of) { return of.length; }
        void plain() {}
      }
      """;
  private static final String LISTING =
      Compiled.listing("Service", "\"ask(java.lang.String)\", \"count(int[])\"", "");

  @TempDir Path temp;
  Path classes;

  @BeforeEach
  void folder() {
    classes = temp.resolve("classes");
  }

  @Test
  void listedMethodsAreWovenInPlace() throws Exception {
    Compiled.into(classes, SERVICE, LISTING, "class Other {}");
    Map<String, byte[]> before = bytes();

    Weaving.Summary summary = weaving().run();

    assertThat(summary.toString()).isEqualTo("2 governed methods in 1 class");
    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
    assertThat(bytes().get("acme/Service.class")).isNotEqualTo(before.get("acme/Service.class"));
    assertThat(bytes().get("acme/Other.class")).isEqualTo(before.get("acme/Other.class"));
    assertThat(temp.toFile().list()).asList().containsExactly("classes", "work.woven");
  }

  @Test
  void classesBehindASymbolicLinkAreWovenThere() throws Exception {
    Compiled.into(temp.resolve("elsewhere"), SERVICE, LISTING);
    Files.createSymbolicLink(classes, temp.resolve("elsewhere"));

    assertThat(weaving().run().toString()).isEqualTo("2 governed methods in 1 class");
    assertThat(Files.isSymbolicLink(classes)).isTrue();
    Weaving.prove(ClassScan.ofFolder(temp.resolve("elsewhere"), Compiled.annotations()));
  }

  @Test
  void classesForNewerVersionsOfJavaAreWovenAsWell() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    Path versions = classes.resolve("META-INF/versions/21");
    Compiled.into(versions, SERVICE);

    assertThat(weaving().run().toString()).isEqualTo("2 governed methods in 1 class");

    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
  }

  @Test
  void weavingAgainChangesNothing() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    weaving().run();
    Map<String, byte[]> once = bytes();
    Path service = classes.resolve("acme/Service.class");
    Files.setLastModifiedTime(service, FileTime.fromMillis(1_000_000));
    Files.delete(temp.resolve("work.woven"));

    weaving().run();

    assertSame(bytes(), once);
    assertThat(Files.getLastModifiedTime(service).toMillis()).isEqualTo(1_000_000);
  }

  @Test
  void ajcIsNotStartedWhenNothingHasChanged() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    weaving().run();

    // Without a class path ajc would fail.
    Weaving again =
        new Weaving(classes, temp.resolve("work"), List.of(), AspectPath.of(Compiled.runtime()));

    assertThat(again.run().methods()).isEqualTo(2);
  }

  @Test
  void anotherRuntimeMeansWeavingAgain() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    weaving().run();
    Files.writeString(temp.resolve("work.woven"), "the fingerprint of another runtime");

    Weaving again =
        new Weaving(classes, temp.resolve("work"), List.of(), AspectPath.of(Compiled.runtime()));

    assertThat(assertThrows(WeavingException.class, again::run))
        .hasMessageThat()
        .startsWith("[WeavingFailed] ");
  }

  @Test
  void oneClassCompiledAgainIsWovenBesideTheOthers() throws Exception {
    String other = SERVICE.replace("Service", "Other");
    Compiled.into(classes, SERVICE, LISTING, other, LISTING.replace("Service", "Other"));
    weaving().run();
    Map<String, byte[]> once = bytes();

    Compiled.into(classes, other);
    weaving().run();

    assertSame(bytes(), once);
  }

  @Test
  void theRuntimeItselfHoldsNothingToComplainOf() throws Exception {
    ClassScan scan =
        Files.isDirectory(Compiled.runtime())
            ? ClassScan.ofFolder(Compiled.runtime(), Compiled.annotations())
            : ClassScan.ofJar(Compiled.runtime(), Compiled.annotations());

    Weaving.prove(scan);
  }

  @Test
  void withoutAnnotationsNothingIsNeeded() throws Exception {
    Compiled.into(classes, "class Service {}");

    assertThat(
            new Weaving(classes, temp.resolve("work"), List.of(), AspectPath.none())
                .run()
                .methods())
        .isEqualTo(0);
  }

  @Test
  void withoutTheRuntimeTheDependencyIsShown() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);

    WeavingException failure =
        assertThrows(
            WeavingException.class,
            () -> new Weaving(classes, temp.resolve("work"), List.of(), AspectPath.none()).run());

    assertThat(failure).hasMessageThat().startsWith("[RuntimeMissing] ");
    assertThat(failure).hasMessageThat().contains("<artifactId>ritmo-runtime</artifactId>");
  }

  @Test
  void withoutTheProcessorThePluginBlockIsShown() throws Exception {
    Compiled.into(classes, SERVICE);

    assertFails("[ProcessorDidNotRun] ", "acme.Service.ask(java.lang.String) (Service.java:2)");
    assertFails("[ProcessorDidNotRun] ", "<extensions>true</extensions>");
  }

  @Test
  void anonymousClassesAreNotWovenInSilence() throws Exception {
    Compiled.into(
        classes,
        """
        class Service {
          @RateLimited(calls = 1) void ask() {}
          Runnable task() {
            return new Runnable() { @RateLimited(calls = 1) public void run() {} };
          }
        }
        """,
        Compiled.listing("Service", "\"ask()\"", ""));

    assertFails("[OutOfSight] ", "acme.Service$1.run() (Service.java:4), in an anonymous class");
  }

  @Test
  void anAbstractMethodCannotBeWoven() throws Exception {
    Compiled.into(
        classes,
        "abstract class Service { @RateLimited(calls = 1) abstract void ask(); }",
        Compiled.listing("Service", "\"ask()\"", ""));

    assertFails("[NotWoven] ", "acme.Service.ask() (acme/Service.class)");
  }

  private static final String INTERFACE =
      "interface Service { @RateLimited(calls = 1) String ask(); void plain(); }";
  private static final String DECORATOR =
      """
      final class Service_Limited implements Service {
        private final Service target;
        Service_Limited(Service target) { this.target = target; }
        @dev.ritmo.runtime.spi.Governed public String ask() { return target.ask(); }
        public void plain() { target.plain(); }
      }
      """;

  @Test
  void theMethodsOfADecoratorAreWoven() throws Exception {
    Compiled.into(
        classes,
        INTERFACE,
        "@RateLimited(calls = 1) interface Whole { void ask(); }",
        DECORATOR,
        DECORATOR
            .replace("Service", "Whole")
            .replace("String", "void")
            .replace("return ", "")
            .replace("public void plain() { target.plain(); }", ""),
        Compiled.listing("Service_Limited", "\"ask()\"", ""),
        Compiled.listing("Whole_Limited", "\"ask()\"", ""));

    assertThat(weaving().run().toString()).isEqualTo("2 governed methods in 2 classes");
    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
  }

  @Test
  void anInterfaceMethodThatNoDecoratorListsIsFound() throws Exception {
    Compiled.into(classes, INTERFACE);

    assertFails("[ProcessorDidNotRun] ", "acme.Service.ask() (Service.java)");

    Compiled.into(
        classes, INTERFACE, DECORATOR, Compiled.listing("Service_Limited", "\"ask(int)\"", ""));

    assertFails("[NotListed] ", "acme.Service.ask() (Service.java)");
  }

  @Test
  void aTypeGovernedAsAWholeHasItsPublicMethodsWoven() throws Exception {
    Compiled.into(
        classes,
        """
        @RateLimited(calls = 1) record Service(String name) {
          public String ask() { return name; }
          public String toString() { return name; }
          public static void main(String[] arguments) {}
          void hidden() {}
        }
        """,
        Compiled.listing("Service", "\"ask()\"", "\"name()\""));

    assertThat(weaving().run().toString()).isEqualTo("1 governed method in 1 class");
  }

  @Test
  void repeatedAnnotationsOfMethodsAndTypesAreWoven() throws Exception {
    Compiled.into(
        classes,
        """
        class Service {
          @RateLimited(calls = 1) @RateLimited(concurrent = 1) void ask() {}
          @RateLimited(calls = 1) @RateLimited(concurrent = 1) @RetryOnRateLimit int count() {
            return 0;
          }
          void plain() {}
        }
        """,
        """
        @RateLimited(calls = 1) @RateLimited(concurrent = 1) record Whole(String name) {
          public String ask() { return name; }
          public String toString() { return name; }
          void hidden() {}
        }
        """,
        Compiled.listing("Service", "\"ask()\", \"count()\"", ""),
        Compiled.listing("Whole", "\"ask()\"", "\"name()\""));

    assertThat(weaving().run().toString()).isEqualTo("3 governed methods in 2 classes");
    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
  }

  private static final String COMPOSED =
      """
      @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
      @RateLimited(calls = 1) @RateLimited(concurrent = 1) public @interface Slow {}
      """;

  @Test
  void usesOfComposedAnnotationsAreWoven() throws Exception {
    Path library = temp.resolve("library");
    Compiled.into(library, "@RetryOnRateLimit public @interface Again {}");
    Compiled.into(
        classes,
        List.of(library),
        COMPOSED,
        "class Service { @Slow void ask() {} @Again int count() { return 0; } void plain() {} }",
        "@Again class Whole { public String ask() { return null; } void hidden() {} }",
        Compiled.listing("Service", "\"ask()\", \"count()\"", ""),
        Compiled.listing("Whole", "\"ask()\"", ""));
    List<Path> classPath = new ArrayList<>(Compiled.classPath());
    classPath.add(library);

    Weaving weaving =
        new Weaving(classes, temp.resolve("work"), classPath, AspectPath.of(Compiled.runtime()));

    assertThat(weaving.run().toString()).isEqualTo("3 governed methods in 2 classes");
  }

  @Test
  void aComposedAnnotationThatHasChangedMeansCompilingItsUsesAgain() throws Exception {
    String[] uses = {
      "class Service { @Slow void ask() {} }", Compiled.listing("Service", "\"ask()\"", "")
    };
    Compiled.into(classes, COMPOSED, uses[0], uses[1]);
    weaving().run();
    weaving().run();
    Path generated = classes.resolve("acme/Service_Ritmo.class");
    Files.setLastModifiedTime(generated, FileTime.fromMillis(1_000_000));
    Files.delete(temp.resolve("work.woven"));
    weaving().run();

    Compiled.into(classes, COMPOSED.replace("calls = 1", "calls = 2"));
    assertFails("[ComposedChanged] ", "acme.Service uses acme.Slow");

    Compiled.into(classes, List.of(classes), uses[0], uses[1]);
    assertThat(weaving().run().methods()).isEqualTo(1);
  }

  @Test
  void usesOfComposedAnnotationsThatNobodyListedAreFound() throws Exception {
    Compiled.into(classes, COMPOSED, "class Service { @Slow void ask() {} }");

    assertFails("[ProcessorDidNotRun] ", "acme.Service.ask() (Service.java:1)");
  }

  @Test
  void declaringAComposedAnnotationNeedsNothing() throws Exception {
    Compiled.into(classes, COMPOSED);

    assertThat(
            new Weaving(classes, temp.resolve("work"), List.of(), AspectPath.none())
                .run()
                .methods())
        .isEqualTo(0);
  }

  @Test
  void methodsOfAdaptedTypesAreWovenByTheirAdapters() throws Exception {
    Compiled.into(
        classes,
        """
        class Service {
          @RateLimited(calls = 1) reactor.core.publisher.Mono<String> one() { return null; }
          @RateLimited(calls = 1) static <T> reactor.core.publisher.Flux<T> many(T of) {
            return null;
          }
          @RateLimited(calls = 1) java.util.concurrent.Flow.Publisher<String> own() { return null; }
        }
        """,
        Compiled.listing("Service", "\"many(java.lang.Object)\", \"one()\", \"own()\"", ""));
    AspectPath aspects = AspectPath.of(Compiled.runtime(), Compiled.reactorAdapters());

    new Weaving(classes, temp.resolve("work"), Compiled.classPath(), aspects).run();

    Weaving.prove(ClassScan.ofFolder(classes, Compiled.annotations()));
    String woven = new String(bytes().get("acme/Service.class"), StandardCharsets.ISO_8859_1);
    assertThat(woven).contains("dev/ritmo/adapter/reactor/core/publisher/MonoAdapter");
    assertThat(woven).contains("dev/ritmo/adapter/reactor/core/publisher/FluxAdapter");
  }

  @Test
  void whatAjcCannotWeaveIsSaidAndLeftAlone() throws Exception {
    Path library = temp.resolve("library");
    Compiled.into(library, "public class Missing {}");
    Compiled.into(
        classes,
        List.of(library),
        "class Service { @RateLimited(calls = 1) Missing ask(Missing m) { return m; } }",
        Compiled.listing("Service", "\"ask(acme.Missing)\"", ""));

    assertFails("[WeavingFailed] ", "acme.Missing");
  }

  @Test
  void aspectsOfOthersAreNotWovenAway() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    Path foreign = temp.resolve("foreign");
    Compiled.into(
        foreign,
        """
        @org.aspectj.lang.annotation.Aspect public class Foreign {
          @org.aspectj.lang.annotation.Before("execution(* Service.*(..))") public void before() {}
        }
        """);
    List<Path> classPath = new ArrayList<>(Compiled.classPath());
    classPath.add(classes);
    new AjcWeaver(List.of(foreign), List.of("acme.Foreign"), classPath)
        .weave(classes, classes, temp);

    assertFails("[WeavingFailed] ", "acme.Foreign");
  }

  private void assertFails(String start, String part) throws Exception {
    Map<String, byte[]> before = bytes();
    WeavingException failure = assertThrows(WeavingException.class, () -> weaving().run());
    assertThat(failure).hasMessageThat().startsWith(start);
    assertThat(failure).hasMessageThat().contains(part);
    assertThat(failure).hasMessageThat().contains("\nFix: ");
    assertSame(bytes(), before);
  }

  @Test
  void ajcPrintsNothing() throws Exception {
    Compiled.into(classes, SERVICE, LISTING);
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    try {
      weaving().run();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  private Weaving weaving() {
    return new Weaving(
        classes, temp.resolve("work"), Compiled.classPath(), AspectPath.of(Compiled.runtime()));
  }

  private static void assertSame(Map<String, byte[]> actual, Map<String, byte[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((path, bytes) -> assertThat(bytes).isEqualTo(expected.get(path)));
  }

  private Map<String, byte[]> bytes() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(classes.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }
}
