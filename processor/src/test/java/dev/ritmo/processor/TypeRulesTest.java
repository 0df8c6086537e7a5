package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import com.google.testing.compile.Compilation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeRulesTest {

  private static final String NOTHING_FIX =
      " must govern at least one method, but governs none. Fix: annotate methods instead; on a type"
          + " it governs the public methods declared there that do not carry their own.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Calls {}",
        "class Calls { void notPublic() {} }",
        "class Calls { @Override public String toString() { return null; } }",
        "class Calls { public static void main(String... args) {} }",
        "class Calls { @RateLimited(calls = 2) public void own() {} }",
        "class Calls extends ArrayList<String> { static final long serialVersionUID = 1; }",
        "record Calls(int x) { public int x() { return x; } }",
        "enum Calls { ONE { public void hidden() {} } }",
        "interface Calls { private void a() {} }"
      })
  void anAnnotationThatGovernsNothingIsRejected(String type) {
    assertThatType("^@RateLimited(calls = 1) " + type)
        .hasErrors("[NothingGoverned] @RateLimited on com.acme.Calls" + NOTHING_FIX);
  }

  @Test
  void eachAnnotationOfATypeMustGovernSomething() {
    assertThatType(
            "@RateLimited(calls = 1) ^@RetryOnRateLimit class Calls {"
                + " @RetryOnRateLimit public void own() {} }")
        .hasErrors("[NothingGoverned] @RetryOnRateLimit on com.acme.Calls" + NOTHING_FIX);
  }

  @Test
  void nestedTypesAndTypesWithUnderscoresHaveGeneratedNamesOfTheirOwn() {
    Compilation compilation =
        assertThatType(
                "class A { static class B { @RateLimited(calls = 1) void b() {} } }"
                    + " class A_B { @RateLimited(calls = 2) void b() {} }")
            .isClean();

    assertThat(Generated.source(compilation, "com.acme.A_B_Ritmo")).contains("com.acme.A$B");
    assertThat(Generated.source(compilation, "com.acme.A__B_Ritmo")).contains("com.acme.A_B");
  }

  @Test
  void theSecondOfTwoTypesWithTheSameGeneratedNameIsRejected() {
    assertThatType(
            "class A_ { static class B { @RateLimited(calls = 1) void ^b() {} } }"
                + " class A { static class _B { @RateLimited(calls = 1) void b() {} } }")
        .hasErrors(
            "[GeneratedNameClash] The name com.acme.A___B_Ritmo must be free for the class generated"
                + " for com.acme.A_.B, but is taken by the class generated for com.acme.A._B. Fix:"
                + " rename one of them.");
  }

  @Test
  void aTypeOfTheGeneratedNameIsRejected() {
    assertThatType(
            "@RateLimited(calls = 1) ^class Calls { public void a() {} } class Calls_Ritmo {}")
        .hasErrors(
            "[GeneratedNameClash] The name com.acme.Calls_Ritmo must be free for the class generated"
                + " for com.acme.Calls, but is taken by another class. Fix: rename one of them.");
  }

  @Test
  void anEarlierOutputAmongTheSourcesIsRejected() {
    String source = SourceSubject.PREAMBLE + "class Calls { @RateLimited(calls = 1) void ^a() {} }";
    Compilation first = assertThatFiles(source).isClean();

    assertThatFiles(source, Generated.source(first, "com.acme.Calls_Ritmo"))
        .hasErrors(
            "[GeneratedNameClash] The name com.acme.Calls_Ritmo must be free for the class generated"
                + " for com.acme.Calls, but is taken by a source file of this compilation. Fix:"
                + " rename one of them.");
  }

  @Test
  void typesOfSimilarNamesInOtherPackagesAreAccepted() {
    Compilation compilation =
        assertThatFiles(
                "package a; class A_B { @dev.ritmo.RateLimited(calls = 1) void b() {} }",
                "package b; class A { static class B {"
                    + " @dev.ritmo.RateLimited(calls = 1) void b() {} } }",
                "class A_B { @dev.ritmo.RateLimited(calls = 1) void b() {} }")
            .isClean();
    assertThat(compilation.generatedSourceFiles()).hasSize(3);
  }
}
