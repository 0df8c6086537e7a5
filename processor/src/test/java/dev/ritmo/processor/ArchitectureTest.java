package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parts of the processor may know of each other and of the rest. */
class ArchitectureTest {

  private static final Path SOURCES = Path.of("src/main/java/dev/ritmo/processor");
  private static final Pattern OURS = Pattern.compile("import (dev\\.ritmo\\.[\\w.]+);");

  @ParameterizedTest
  @CsvSource(
      delimiterString = "->",
      textBlock =
          """
          model -> dev.ritmo.(rules|processor.model)
          read  -> dev.ritmo.processor.(model|read)
          plan  -> dev.ritmo.(rules|processor.model|processor.plan)
          check -> dev.ritmo.(rules|processor.model|processor.check)
          write -> dev.ritmo.(rules|processor.model|processor.write)
          """)
  void aStageKnowsTheModelAndItself(String stage, String allowed) throws IOException {
    for (Path file : sourcesIn(SOURCES.resolve(stage))) {
      for (String imported : importsOf(file)) {
        assertWithMessage("%s imports %s", file, imported)
            .that(imported)
            .matches(allowed.replace(".", "\\.") + "\\..*");
      }
    }
  }

  @Test
  void onlyThePrinterPrints() throws IOException {
    List<String> printing =
        sourcesIn(SOURCES).stream()
            .filter(file -> textOf(file).contains("printMessage"))
            .map(file -> file.getFileName().toString())
            .toList();

    assertThat(printing).containsExactly("DiagnosticPrinter.java");
  }

  @Test
  void everyRuleIsChecked() throws IOException {
    String rules =
        textOf(SOURCES.resolve("check/Rules.java"))
            + textOf(SOURCES.resolve("check/CompilationRules.java"));
    for (Path file : sourcesIn(SOURCES.resolve("check/rules"))) {
      String rule = file.getFileName().toString().replace(".java", "");
      if (textOf(file).contains("implements Rule<")) {
        assertThat(rules).contains("new " + rule + "(");
      }
    }
  }

  private static List<String> importsOf(Path file) {
    return OURS.matcher(textOf(file)).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static List<Path> sourcesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
