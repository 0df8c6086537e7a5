package dev.ritmo.docs;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.util.stream.Collectors.toSet;

import dev.ritmo.processor.check.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every block of Java in the documentation compiles, with the processor and without a diagnostic.
 * What a page calls wrong, and what it shows the compiler's answer to, has exactly that. How a
 * block becomes a source file is said at {@link ExampleSource}.
 */
class ExamplesTest {

  private static final Pattern CODE = Pattern.compile("^\\[(\\w+)] ");
  private static final String PLAN =
      "-Aritmo.plan=" + Path.of("ritmo-plan.yaml").toAbsolutePath().normalize();

  /** What is wrong for the plugin alone, is right for the compiler. */
  private static final Set<String> OF_PROCESSOR =
      Stream.of(Diagnostic.values()).map(Diagnostic::code).collect(toSet());

  @TempDir static Path output;
  private static ExampleCompiler compiler;

  @BeforeAll
  static void readSurroundings() throws IOException {
    compiler =
        new ExampleCompiler(Files.readString(Path.of("src/test/resources/Surroundings.java")));
  }

  @AfterAll
  static void close() throws IOException {
    compiler.close();
  }

  @Test
  void thereAreExamples() throws IOException {
    int examples = 0;
    for (Path page : Pages.all()) {
      examples += Example.in(page).size();
    }
    assertThat(examples).isAtLeast(200);
  }

  @TestFactory
  Stream<DynamicNode> pagesCompile() throws IOException {
    List<DynamicNode> tests = new ArrayList<>();
    for (Path page : Pages.all()) {
      List<DynamicTest> ofPage =
          Example.in(page).stream()
              .map(example -> DynamicTest.dynamicTest(example.name(), () -> check(example)))
              .toList();
      if (!ofPage.isEmpty()) {
        tests.add(DynamicContainer.dynamicContainer(page.toString(), ofPage));
      }
    }
    return tests.stream();
  }

  private static void check(Example example) throws IOException {
    String source = ExampleSource.of(example);
    if (ExampleSource.isModule(example)) {
      assertThat(ExampleSource.syntaxErrors(source)).isEmpty();
      return;
    }

    List<String> found =
        compiler.compile(
            source, output.resolve(example.name().replace(':', '-')), options(example));

    String page = example.page().getFileName().toString().replace(".md", "");
    if (example.heading().equals("Wrong") && OF_PROCESSOR.contains(page)) {
      assertWithMessage("%s: %s", example.name(), found)
          .that(found.stream().map(ExamplesTest::codeOf).distinct().toList())
          .containsExactly(page);
    } else {
      assertWithMessage(example.name()).that(found).containsExactlyElementsIn(example.messages());
    }
  }

  /** Where the page is about a missing plan file, there is none. */
  private static List<String> options(Example example) {
    boolean hasNoPlan =
        example.page().endsWith("PlanFileNotGiven.md") && example.heading().equals("Wrong");
    return hasNoPlan ? List.of() : List.of(PLAN);
  }

  private static String codeOf(String message) {
    Matcher code = CODE.matcher(message);
    return code.find() ? code.group(1) : message;
  }
}
