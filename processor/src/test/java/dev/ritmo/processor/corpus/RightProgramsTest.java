package dev.ritmo.processor.corpus;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.processor.corpus.HostCompiler.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * No diagnostic in right programs, nor in what is generated from them, which compilers find the
 * same; and the same bytes again.
 */
class RightProgramsTest {

  @TempDir Path folder;

  @Test
  void thereAreAtLeastForty() throws IOException {
    assertThat(Corpus.programs("right").size()).isAtLeast(40);
  }

  @TestFactory
  Stream<DynamicTest> programs() throws IOException {
    return Corpus.programs("right").stream()
        .map(program -> DynamicTest.dynamicTest(program.title(), () -> isRight(program)));
  }

  private void isRight(Program program) throws IOException {
    Map<String, String> files = Map.of(program.fileName(), program.source());
    Path own = folder.resolve(Integer.toHexString(program.title().hashCode()));

    Outcome javac =
        HostCompiler.JAVAC.compile(own.resolve("javac"), files, program.options(), "-Werror");
    assertThat(javac.found()).isEmpty();
    assertThat(javac.success()).isTrue();
    assertThat(javac.generated()).isNotEmpty();

    Outcome ecj = HostCompiler.ECJ.compile(own.resolve("ecj"), files, program.options());
    assertThat(ecj.ours()).isEmpty();
    assertThat(ecj.errorsOfCompiler()).isEmpty();
    assertThat(ecj.generated()).isEqualTo(javac.generated());

    assertIsTheSameBySide(own, program, javac);
  }

  /** As it is before and after, beside what was generated, and beside another type. */
  private static void assertIsTheSameBySide(Path own, Program program, Outcome first)
      throws IOException {
    Map<String, String> files = new HashMap<>();
    files.put(program.fileName(), program.source());
    files.put(
        "Aside.java",
        "package aside; class Aside { @dev.ritmo.RateLimited(calls = 3) void a() {} }");

    Outcome again =
        HostCompiler.JAVAC.compile(own.resolve("again"), files, program.options(), "-Werror");

    assertThat(again.found()).isEmpty();
    assertThat(again.generated()).containsAtLeastEntriesIn(first.generated());
  }
}
