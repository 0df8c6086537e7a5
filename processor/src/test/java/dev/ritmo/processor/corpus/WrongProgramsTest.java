package dev.ritmo.processor.corpus;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.processor.corpus.HostCompiler.Found;
import dev.ritmo.processor.corpus.HostCompiler.Outcome;
import dev.ritmo.processor.corpus.Program.Expected;
import dev.ritmo.processor.corpus.Program.Spot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each wrong program has exactly the diagnostics that it shows, where it shows them. The compiler
 * of Eclipse puts those of a value at the name of its element: {@code calls = 0}.
 */
class WrongProgramsTest {

  @TempDir Path folder;

  @Test
  void thereAreAtLeastEighty() throws IOException {
    List<Program> programs = Corpus.programs("wrong");

    assertThat(programs.size()).isAtLeast(80);
    for (Program program : programs) {
      assertWithMessage(program.title()).that(program.expected()).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> javac() throws IOException {
    return tests(
        HostCompiler.JAVAC, program -> program.expected().stream().map(Expected::onJavac).toList());
  }

  @TestFactory
  Stream<DynamicTest> ecj() throws IOException {
    return tests(
        HostCompiler.ECJ,
        program ->
            program.expected().stream().flatMap(expected -> expected.onEcj().stream()).toList());
  }

  private Stream<DynamicTest> tests(HostCompiler compiler, Function<Program, List<Spot>> expected)
      throws IOException {
    return Corpus.programs("wrong").stream()
        .map(
            program ->
                DynamicTest.dynamicTest(
                    program.title(),
                    () -> {
                      Outcome outcome = compile(compiler, program);
                      assertWithMessage("%s", outcome.found())
                          .that(outcome.ours().stream().map(WrongProgramsTest::spotOf).toList())
                          .containsExactlyElementsIn(expected.apply(program));
                      assertThat(outcome.errorsOfCompiler()).isEmpty();
                    }));
  }

  private Outcome compile(HostCompiler compiler, Program program) throws IOException {
    Path own = folder.resolve(compiler + "-" + Integer.toHexString(program.title().hashCode()));
    return compiler.compile(own, Map.of(program.fileName(), program.source()), program.options());
  }

  private static Spot spotOf(Found found) {
    return new Spot(found.code(), found.line(), found.column());
  }
}
