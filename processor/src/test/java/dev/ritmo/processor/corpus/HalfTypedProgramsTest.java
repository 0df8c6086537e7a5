package dev.ritmo.processor.corpus;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.ritmo.processor.corpus.HostCompiler.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a source that does not compile, the compiler has the word, and the processor does not crash.
 */
class HalfTypedProgramsTest {

  @TempDir Path folder;

  @Test
  void thereAreAtLeastFifteen() throws IOException {
    assertThat(Corpus.programs("half-typed").size()).isAtLeast(15);
  }

  @TestFactory
  Stream<DynamicTest> javac() throws IOException {
    return tests(HostCompiler.JAVAC);
  }

  @TestFactory
  Stream<DynamicTest> ecj() throws IOException {
    return tests(HostCompiler.ECJ);
  }

  private Stream<DynamicTest> tests(HostCompiler compiler) throws IOException {
    return Corpus.programs("half-typed").stream()
        .map(
            program ->
                DynamicTest.dynamicTest(program.title(), () -> isTheCompilers(compiler, program)));
  }

  private void isTheCompilers(HostCompiler compiler, Program program) throws IOException {
    Path own = folder.resolve(compiler + "-" + Integer.toHexString(program.title().hashCode()));
    Outcome outcome =
        compiler.compile(own, Map.of(program.fileName(), program.source()), program.options());

    assertThat(outcome.success()).isFalse();
    assertThat(outcome.errorsOfCompiler()).isNotEmpty();
    assertThat(outcome.ours()).isEmpty();
    assertWithMessage(outcome.log()).that(outcome.log()).doesNotContain("\tat ");
    assertThat(outcome.errorsOfCompiler().toString()).doesNotContain("_Ritmo");
  }
}
