package dev.ritmo.processor.check;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.joining;

import com.google.common.base.CaseFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every diagnostic has: a code of its name, a page, a test, and a text of one grammar. */
class DiagnosticTest {

  private static final Path PAGES = Path.of("../docs/diagnostics");
  private static final Path TESTS = Path.of("src/test/java");
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "\\[\\w+] (@|The |X ).*(must|cannot) .*, but .*\\. Fix: [a-z].*[.;)]", Pattern.DOTALL);

  private static final String TEST_SOURCES = read(TESTS);

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

    assertThat(message).matches(GRAMMAR);
    assertThat(message.toLowerCase(Locale.ROOT))
        .doesNotContainMatch("may not|can not|must not|\\?");
  }

  @ParameterizedTest
  @EnumSource
  void aTestHoldsTheWholeText(Diagnostic diagnostic) {
    assertWithMessage("a test of " + diagnostic.code())
        .that(TEST_SOURCES.contains("[" + diagnostic.code() + "] "))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aPageExplainsIt(Diagnostic diagnostic) throws IOException {
    Path page = PAGES.resolve(diagnostic.code() + ".md");

    assertWithMessage(page.toString()).that(Files.exists(page)).isTrue();
    assertThat(Files.readString(page)).startsWith("# " + diagnostic.code() + "\n");
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

  private static String read(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith("Test.java"))
          .map(
              file -> {
                try {
                  return Files.readString(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .collect(joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
