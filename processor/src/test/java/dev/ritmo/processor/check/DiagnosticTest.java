package dev.ritmo.processor.check;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.google.common.base.CaseFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every diagnostic has: a code of its name, a text of one grammar, a test of the whole text, a
 * page, a row in the index, and in the corpus a wrong program, which shows its position, and the
 * nearest right one.
 */
class DiagnosticTest {

  private static final Path PAGES = Path.of("../docs/diagnostics");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Path CORPUS = Path.of("src/test/resources/corpus");
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "\\[\\w+] (@|The |X ).*(must|cannot) .*, but .*\\. Fix: [a-z].*[.;)]", Pattern.DOTALL);
  private static final Pattern GRAMMAR_OF_WARNINGS =
      Pattern.compile(
          "\\[\\w+] (@|The |X ).*should (not )?.*, but .*\\. Fix: [a-z].*\\. If this is intended,"
              + " add @SuppressWarnings\\(\"ritmo:\\w+\"\\)\\.");

  /** What no program of the corpus can have, and where it is tested instead. */
  private static final Map<Diagnostic, String> NOT_IN_CORPUS =
      Map.of(
          Diagnostic.PLAN_FILE_MISSING, "has no place in a source: PlanRulesTest",
          Diagnostic.PLAN_FILE_INVALID, "has no place in a source: PlanRulesTest, PlanFileTest",
          Diagnostic.PACKAGE_NOT_OPENED, "needs a module and its path: ModuleRulesTest",
          Diagnostic.RUNTIME_NOT_REQUIRED, "needs a module and its path: ModuleRulesTest",
          Diagnostic.RUNTIME_MISSING, "needs a class path without the runtime: ModuleRulesTest",
          Diagnostic.INTERNAL_ERROR, "no program should cause it: InternalErrorTest");

  private static final String VALUE = "\u0001";

  private static ExpectedTexts expected;

  @BeforeAll
  static void readTests() throws IOException {
    expected = ExpectedTexts.of(TESTS);
  }

  @ParameterizedTest
  @EnumSource
  void theCodeIsTheName(Diagnostic diagnostic) {
    assertThat(diagnostic.code())
        .isEqualTo(CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, diagnostic.name()));
  }

  @ParameterizedTest
  @EnumSource
  void theTextFollowsTheGrammar(Diagnostic diagnostic) {
    Object[] arguments = new Object[9];
    Arrays.fill(arguments, "X");

    String message = diagnostic.message(arguments);

    boolean isWarning = diagnostic.severity() == Severity.WARNING;
    assertThat(message).matches(isWarning ? GRAMMAR_OF_WARNINGS : GRAMMAR);
    assertThat(message.toLowerCase(Locale.ROOT))
        .doesNotContainMatch("may not|can not|must not|\\?");
    if (isWarning) {
      assertThat(message).doesNotContainMatch("\\b(must|cannot)\\b");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTestHoldsTheWholeText(Diagnostic diagnostic) {
    Object[] values = new Object[9];
    Arrays.fill(values, VALUE);
    String message = diagnostic.message(values);
    String text = message.substring(message.indexOf(' ') + 1);
    if (diagnostic.severity() == Severity.WARNING) {
      text = text.substring(0, text.indexOf(" If this is intended"));
    }

    assertWithMessage("a test with the text of " + diagnostic.code())
        .that(expected.hold(diagnostic.code(), Stream.of(text.split(VALUE))))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aWrongProgramShowsItsPositionUnlessNoneCan(Diagnostic diagnostic) throws IOException {
    boolean isShown = isIn("wrong", "// +\\^ " + diagnostic.code() + "\\b");

    assertWithMessage("a program in corpus/wrong with " + diagnostic.code())
        .that(isShown)
        .isEqualTo(!NOT_IN_CORPUS.containsKey(diagnostic));
  }

  @ParameterizedTest
  @EnumSource
  void aRightProgramLiesBesideTheWrongOne(Diagnostic diagnostic) throws IOException {
    boolean isBeside = isIn("right", "// beside [\\w, ]*\\b" + diagnostic.code() + "\\b");

    assertWithMessage("a program in corpus/right beside " + diagnostic.code())
        .that(isBeside)
        .isEqualTo(!NOT_IN_CORPUS.containsKey(diagnostic));
  }

  @ParameterizedTest
  @EnumSource
  void aPageExplainsIt(Diagnostic diagnostic) throws IOException {
    Path page = PAGES.resolve(diagnostic.code() + ".md");

    assertWithMessage(page.toString()).that(Files.exists(page)).isTrue();
    assertThat(Files.readString(page)).startsWith("# " + diagnostic.code() + "\n");
  }

  @ParameterizedTest
  @EnumSource
  void theIndexHasItsRow(Diagnostic diagnostic) throws IOException {
    String link = "[%1$s](%1$s.md)".formatted(diagnostic.code());

    assertThat(Files.readString(PAGES.resolve("README.md"))).contains(link);
  }

  @Test
  void everyPageHasItsDiagnosticUnlessItIsThePlugins() throws IOException {
    String ofThePlugin =
        Files.readString(PAGES.resolve("README.md"))
            .lines()
            .filter(row -> row.startsWith("| the plugin |"))
            .findFirst()
            .orElseThrow();
    List<String> codes = Stream.of(Diagnostic.values()).map(Diagnostic::code).toList();
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(codes)
          .containsAtLeastElementsIn(
              pages
                  .map(page -> page.getFileName().toString())
                  .filter(name -> !name.equals("README.md") && !ofThePlugin.contains(name))
                  .map(name -> name.replace(".md", ""))
                  .toList());
    }
  }

  private static boolean isIn(String folder, String line) throws IOException {
    Pattern pattern = Pattern.compile(line);
    try (Stream<Path> files = Files.list(CORPUS.resolve(folder))) {
      for (Path file : files.toList()) {
        if (pattern.matcher(Files.readString(file)).find()) {
          return true;
        }
      }
    }
    return false;
  }
}
