package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.maven.ScannedClass.Listing;
import dev.ritmo.maven.ScannedClass.Method;
import dev.ritmo.maven.ScannedClass.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFileReaderTest {

  @TempDir Path folder;

  @Test
  void signaturesAreWrittenLikeTypeNames() throws IOException {
    Compiled.into(
        folder,
        """
        class Service {
          static class Inner {}
          @RateLimited(calls = 1) <T extends Number> void ask(String s, int[][] i, Inner[] n, T t) {}
        }
        """);

    assertThat(read("Service").methods())
        .containsExactly(
            new Method(
                "ask(java.lang.String,int[][],acme.Service$Inner[],java.lang.Number)",
                "Service.java:3",
                true,
                false,
                false));
  }

  @Test
  void eachOfTheAnnotationsCounts() throws IOException {
    Compiled.into(
        folder,
        """
        class Service {
          @RateLimited(calls = 1) void limited() {}
          @RateLimited(calls = 1) @RateLimited(concurrent = 1) void limitedTwice() {}
          @RetryOnRateLimit void retried() {}
          @Deprecated void other() {}
        }
        """);

    assertThat(read("Service").methods().stream().map(Method::signature))
        .containsExactly("limited()", "limitedTwice()", "retried()");
  }

  @Test
  void anAnnotatedClassIsGovernedAsAWhole() throws IOException {
    Compiled.into(
        folder,
        "@RetryOnRateLimit class Service { void ask() {} }",
        "@RateLimited(calls = 1) @RateLimited(concurrent = 1) class Twice {}",
        "class Plain {}");

    assertThat(read("Service").annotated()).isTrue();
    assertThat(read("Service").governed()).isTrue();
    assertThat(read("Twice").governed()).isTrue();
    assertThat(read("Plain").governed()).isFalse();
  }

  @Test
  void abstractMethodsAreSeen() throws IOException {
    Compiled.into(folder, "interface Service { @RateLimited(calls = 1) void ask(); }");

    assertThat(read("Service").methods())
        .containsExactly(new Method("ask()", "Service.java", true, false, true));
  }

  @Test
  void bridgesAreNoMethodsOfTheirOwn() throws IOException {
    Compiled.into(
        folder,
        """
        class Service implements java.util.concurrent.Callable<String> {
          @RateLimited(calls = 1) public String call() { return ""; }
        }
        """);

    assertThat(read("Service").methods()).hasSize(1);
  }

  @Test
  void listingIsRead() throws IOException {
    Compiled.into(
        folder, Compiled.listing("Outer$Inner", "\"ask()\", \"tell(int)\"", "\"name()\""));

    assertThat(read("Outer_Inner_Ritmo").listing())
        .isEqualTo(
            new Listing("acme.Outer$Inner", List.of("ask()", "tell(int)"), List.of("name()")));
  }

  @Test
  void placesThatNoProcessorSeesAreTold() throws IOException {
    Compiled.into(
        folder,
        """
        class Service {
          class Member { class Deeper {} }
          Runnable field = new Runnable() { public void run() { } };
          void method() {
            class Local { class OfLocal {} }
            record LocalRecord() {}
            new Runnable() { class OfAnonymous {} public void run() { } };
          }
        }
        """,
        """
        enum Kind {
          PLAIN, WITH_BODY { void ask() { new Object() {}; } };
          void ask() {}
        }
        """);

    assertPlace(Place.NAMED, "Service", "Service$Member", "Service$Member$Deeper", "Kind");
    assertPlace(Place.ANONYMOUS, "Service$1", "Service$2", "Service$2$OfAnonymous", "Kind$1$1");
    assertPlace(Place.LOCAL, "Service$1Local", "Service$1Local$OfLocal", "Service$1LocalRecord");
    assertPlace(Place.ENUM_CONSTANT, "Kind$1");
  }

  private void assertPlace(Place place, String... types) throws IOException {
    for (String type : types) {
      assertWithMessage(type).that(read(type).place()).isEqualTo(place);
    }
  }

  private ScannedClass read(String type) throws IOException {
    String path = "acme/" + type + ".class";
    return ClassFileReader.read(
        path, Files.readAllBytes(folder.resolve(path)), Compiled.annotations());
  }
}
