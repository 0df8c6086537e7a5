package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import com.google.common.base.CaseFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every problem has: a code of its name, what must be and is not, and a fix. */
class ProblemTest {

  @ParameterizedTest
  @EnumSource
  void theCodeIsTheName(Problem problem) {
    String code = CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, problem.name());

    assertThat(problem.message(List.of())).startsWith("[" + code + "] ");
  }

  @ParameterizedTest
  @EnumSource
  void theTextSaysWhatMustBeAndHowToMendIt(Problem problem) {
    assertThat(problem.message(List.of()))
        .matches("(?s)\\[\\w+] .* must .*, but .*\\.\nFix: [a-z].*[.>]");
  }

  @ParameterizedTest
  @EnumSource
  void whatWasFoundStandsOnLinesOfItsOwn(Problem problem) {
    assertThat(problem.message(List.of("one", "two"))).contains(":\n  one\n  two\nFix: ");
  }

  @ParameterizedTest
  @EnumSource
  void thereIsAPageForIt(Problem problem) {
    String code = CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.UPPER_CAMEL, problem.name());

    assertThat(Files.exists(Path.of("../docs/diagnostics", code + ".md"))).isTrue();
  }
}
