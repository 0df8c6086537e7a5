package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitersCheckTest {

  private static final PlanOptions NO_PLAN = new PlanOptions(Optional.empty(), Optional.empty());

  @TempDir Path temp;

  @Test
  void sharesThatFitTogetherPass() throws Exception {
    check(
        module("app", listing("A", planned("a", 300, 500))),
        module("library", listing("B", planned("b", 200, 500))));
  }

  @Test
  void sharesThatDoNotFitTogetherAreNamed() throws Exception {
    Path app = module("app", listing("A", planned("a", 300, 500)));
    Path library = jar(module("library", listing("B", planned("b", 201, 500))));

    assertThat(failure(app, library))
        .isEqualTo(
            "[PlanExceeded] A plan must hold for all limiters of a program together, those of its"
                + " dependencies included, but does not:\n"
                + "  openai/gpt: calls in 1 MINUTES allows 500, but a takes 300 for acme.A in app/target/classes, b"
                + " takes 201 for acme.B in library.jar\n"
                + "Fix: write smaller shares, or give the methods one limiter by the same name and"
                + " limits.");
  }

  @Test
  void theSmallestPlanThatAnyClassHasSeenCounts() throws Exception {
    Path app = module("app", listing("A", planned("a", 300, 5000)));
    Path library = module("library", listing("B", planned("b", 201, 500)));

    assertThat(failure(app, library)).contains("calls in 1 MINUTES allows 500, but a takes 300");
  }

  @Test
  void aClassFileThatWasCutOffIsNamed() throws Exception {
    Path app = module("app", listing("A", planned("a", 300, 500)));
    Path file = app.resolve("acme/A_Ritmo.class");
    Files.write(file, new byte[0]);

    IOException failure = assertThrows(IOException.class, () -> check(app));

    assertThat(failure).hasMessageThat().startsWith(file.toRealPath() + " must be a class file");
    assertThat(failure).hasMessageThat().contains("Fix: build once with `clean`");
  }

  @Test
  void oneLimiterInSeveralModulesCountsOnce() throws Exception {
    check(
        module("app", listing("A", planned("x", 300, 500))),
        module("library", listing("B", planned("x", 300, 500))));
  }

  @Test
  void twoPlansAreTwoThings() throws Exception {
    check(
        module("app", listing("A", planned("a", 300, 500))),
        module("library", listing("B", planned("b", 300, 500).replace("openai", "other"))));
  }

  @Test
  void oneLimiterWithTwoLimitsIsRejected() throws Exception {
    Path app =
        module("app", listing("A", named("x", "calls = 1, period = 1 MINUTES", "concurrent = 3")));
    Path library = module("library", listing("B", named("x", "calls = 2, period = 1 MINUTES")));

    assertThat(failure(app, library))
        .isEqualTo(
            "[LimitsDisagree] A limiter must have the same limits everywhere, in dependencies too,"
                + " but has not:\n"
                + "  x has calls = 1, period = 1 MINUTES; concurrent = 3 for acme.A in app/target/classes, and calls"
                + " = 2, period = 1 MINUTES for acme.B in library/target/classes\n"
                + "Fix: write the same limits, or give one of them another limiter.");
  }

  @Test
  void theSameClassTwiceIsTheFirstOfThem() throws Exception {
    check(
        module("app", listing("A", named("x", "concurrent = 3"))),
        module("older", listing("A", named("x", "concurrent = 4"))));
  }

  @Test
  void classesOfAnotherPlanAreRejectedBeforeTheyAreAddedUp() throws Exception {
    Path app =
        module(
            "app",
            listing("A", planned("a", 501, 500))
                .replace("}) final", "}, planDigest = \"0123456789abcdef\") final"));

    assertThat(failure(app))
        .isEqualTo(
            "[PlanChanged] Classes must be compiled against the plan in force, but the plan file or"
                + " the environment has changed since these were:\n  acme.A\nFix: build once with"
                + " `clean`.");
  }

  @Test
  void classesOfThisPlanPass() throws Exception {
    Path file = Files.writeString(temp.resolve("ritmo-plan.yaml"), "accounts: {}");
    PlanOptions plan = new PlanOptions(Optional.of(file), Optional.empty());
    Path app =
        module(
            "app",
            listing("A", planned("a", 500, 500))
                .replace("}) final", "}, planDigest = \"" + plan.digest() + "\") final"));

    new LimitersCheck(app, List.of(), plan).run();
  }

  @Test
  void whatIsNoJarHoldsNothing() throws Exception {
    check(
        module("app", listing("A", planned("a", 300, 500))),
        Files.writeString(temp.resolve("native.so"), "no archive"),
        temp.resolve("missing"));
  }

  private static void check(Path app, Path... classPath) throws Exception {
    new LimitersCheck(app, List.of(classPath), NO_PLAN).run();
  }

  private static String failure(Path app, Path... classPath) {
    return String.valueOf(
        assertThrows(WeavingException.class, () -> check(app, classPath)).getMessage());
  }

  private Path module(String name, String... sources) throws IOException {
    Path folder = temp.resolve(name + "/target/classes");
    Compiled.into(folder, sources);
    return folder;
  }

  private Path jar(Path folder) throws IOException {
    Path jar = temp.resolve("library.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return jar;
  }

  private static String listing(String type, String limiter) {
    return Compiled.listing(type, "", "").replace("spared = {}", "limiters = {" + limiter + "}");
  }

  private static String planned(String name, int taken, int allowed) {
    String draw = "\"" + taken + " of " + allowed + " calls in 1 MINUTES\"";
    return named(name, "calls = " + taken + ", period = 1 MINUTES")
        .replace("limits =", "plan = \"openai/gpt\", draws = " + draw + ", limits =");
  }

  private static String named(String name, String... limits) {
    return "@dev.ritmo.runtime.spi.Governs.Limiter(name = \"%s\", limits = {\"%s\"})"
        .formatted(name, String.join("\", \"", limits));
  }
}
