package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import com.google.testing.compile.Compilation;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that stand around instances of interfaces. */
class DecoratorTest {

  private static final String A = "@RateLimited(calls = 1) ";
  private static final String CALLS =
      "interface Calls extends com.other.Base { @RateLimited(calls = 2) void ^tell(); }";

  /** Each compiles with its decorator under {@code -Xlint:all -Werror}. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "interface Calls { @RateLimited(calls = 1) String ask(String target, int... more); }",
        "interface Calls<U> { @RateLimited(calls = 1, key = \"user\")"
            + " @RateLimited(tokens = 9_000) void ask(U user, @Prompt String text); }",
        "interface Calls extends Base<String> { @RateLimited(calls = 1) void tell(); }"
            + " interface Base<U> { void ask(U user); }",
        "public interface Calls { @RetryOnRateLimit void ask() throws Exception, Error; }",
        "interface Calls<T extends Comparable<? super T> & Runnable> {"
            + " @RateLimited(calls = 1) T ask(List<? super T> a, T[] b); }",
        "interface Calls<T> { @RateLimited(calls = 1) <S extends T, E extends Exception> S ask()"
            + " throws E; }",
        "interface Calls extends Base<String> { @RateLimited(calls = 1) void ask(); }"
            + " interface Base<T> { <S extends T> S first(S one); T second(); }",
        "interface Calls extends One, Two { @RateLimited(calls = 1) void tell(); }"
            + " interface One { Object ask(); } interface Two { String ask(); }",
        "interface Calls { @RateLimited(calls = 1) void ask(); default int other() { return 1; }"
            + " static void reset() {} private void hidden() {} }",
        "interface Calls { @Deprecated @RateLimited(calls = 1) void ask();"
            + " @Deprecated(forRemoval = true) void other(); }",
        "@SuppressWarnings(\"try\") interface Calls extends AutoCloseable, java.io.Serializable {"
            + " @RateLimited(calls = 1) void ask(); }",
        "interface Calls { @SuppressWarnings(\"unchecked\") @RateLimited(calls = 1)"
            + " <T> void ask(List<T>... lists); }",
        "interface Calls extends One, Two { @RateLimited(calls = 1) void tell(); }"
            + " interface One { void ask() throws java.io.IOException,"
            + " InterruptedException, TimeoutException; } interface Two { void ask() throws"
            + " java.io.FileNotFoundException, Exception; } ",
        "interface Calls extends One, Two { @RateLimited(calls = 1) void tell(); }"
            + " interface One { void ask(); } interface Two { void ask() throws Exception; }",
        "interface Calls { boolean equals(Object other);"
            + " @RateLimited(calls = 1) void ask(); String toString(); int hashCode(); }",
        "class Outer { interface Calls { record List(int x) {} interface Override {}"
            + " @RateLimited(calls = 1) List ask(java.util.List<String> a, Map.Entry<?, ?> b); } }",
        "class Outer<X> { protected static class In { protected interface Calls {"
            + " @RateLimited(calls = 1) void ask(); } } }",
        "interface Calls { @RateLimited(calls = 1) CompletableFuture<? extends List<?>> ask(); }",
        "interface Calls { @RateLimited(calls = 1) void ask(Consumer a);"
            + " interface Consumer extends java.util.function.Consumer<String> {} }",
        "interface Calls { @RateLimited(calls = 1) java.lang.String ask(Object a) throws"
            + " java.lang.Exception; } class String {} class Exception {} class Deprecated {}",
      })
  void anyInterfaceHasOneThatCompiles(String type) {
    assertThatType(type).isClean();
  }

  @Test
  void inTheUnnamedPackageItDoesAsWell() {
    assertThatFiles("interface Calls { @dev.ritmo.RateLimited(calls = 1) void ask(); }").isClean();
  }

  @Test
  void itIsForAbstractMethodsAndTheOthersAreWovenWhereTheyStand() {
    Compilation compilation =
        assertThatType(
                "@RateLimited(calls = 1) interface Calls { void ask(); void tell();"
                    + " default void other() {} }")
            .isClean();

    assertThat(signatures(compilation, "Calls_Limited_Ritmo")).containsExactly("ask()", "tell()");
    assertThat(signatures(compilation, "Calls_Ritmo")).containsExactly("other()");
  }

  @Test
  void withoutAbstractMethodsThereIsNone() {
    Compilation compilation =
        assertThatType("interface Calls { void tell(); " + A + "default void ask() {} }").isClean();

    assertThat(compilation.generatedSourceFiles()).hasSize(1);
  }

  @Test
  void limitersAreNamedAfterTheInterface() {
    Compilation compilation =
        assertThatType("class Outer { interface Calls { " + A + "void ask(String q); } }")
            .isClean();

    assertThat(Generated.load(compilation, "com.acme.Outer_Calls_Limited_Ritmo").methods())
        .containsExactly(
            GovernedMethod.of(
                "ask(java.lang.String)",
                "com.acme.Outer.Calls.ask(String)",
                Limit.calls(1, 60, TimeUnit.SECONDS)));
  }

  @Test
  void inheritedMethodsKeepTheLimitsOfTheInterfaceThatDeclaresThem() {
    Compilation compilation =
        assertThatFiles(
                SourceSubject.PREAMBLE
                    + "interface Calls extends Base<String> { @RateLimited(calls = 2) void tell();"
                    + " @SuppressWarnings(\"ritmo:AnnotationLost\") @Override void lost(); }",
                SourceSubject.PREAMBLE
                    + "interface Base<T> { "
                    + A
                    + "void ask(T a); "
                    + A
                    + "void lost(); }")
            .isClean();

    assertThat(Generated.load(compilation, "com.acme.Calls_Limited_Ritmo").methods())
        .containsExactly(
            GovernedMethod.of(
                "ask(java.lang.String)",
                "com.acme.Base.ask(Object)",
                Limit.calls(1, 60, TimeUnit.SECONDS)),
            GovernedMethod.of(
                "tell()", "com.acme.Calls.tell()", Limit.calls(2, 60, TimeUnit.SECONDS)));
  }

  @ParameterizedTest
  @CsvSource({"sealed, is sealed", "private, is private"})
  void anInterfaceThatCannotBeImplementedIsRejected(String modifier, String found) {
    String mine =
        modifier.equals("sealed") ? " record Mine() implements Calls { public void ask() {} }" : "";
    assertThatType(
            "class Outer { "
                + modifier
                + " interface Calls { @RateLimited(calls = 1) void ^ask();"
                + mine
                + " } }")
        .hasErrors(
            "[InterfaceClosed] The interface com.acme.Outer.Calls must be open to the class that is"
                + " generated to limit it, but "
                + found
                + ". Fix: annotate the methods that implement it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "void ^ask(Hidden[] a);",
        "List<? super Hidden> ^ask();",
        "<T extends Runnable & Consumer<Hidden>> void ^ask(T a);",
      })
  void anInterfaceWhoseMethodsNameATypeOutOfReachIsRejected(String method) {
    assertThatType(
            "class Outer { private static class Hidden {} interface Consumer<T> {} interface Calls"
                + " { @RateLimited(calls = 1) "
                + method
                + " } }")
        .hasErrors(
            closed(
                "com.acme.Outer.Calls",
                "names a type in its methods that is out of reach: com.acme.Outer.Hidden is"
                    + " private"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @RateLimited(calls = 1, key = "a.id") void ask(Public a);  | ask(com.other.Base.Public), in whose key com.other.Base.Public.id() is package-private
          @RetryOnRateLimit(abortOn = Hidden.class) void ask();      | ask(), in whose abortOn com.other.Hidden is package-private
          """)
  void anInterfaceThatInheritsALimitOutOfReachIsRejected(String method, String found) {
    String other =
        "package com.other; import dev.ritmo.*; public interface Base { "
            + method
            + " class Public { String id() { return \"\"; } } }"
            + " class Hidden extends RuntimeException { static final long serialVersionUID = 1; }";

    assertThatFiles(SourceSubject.PREAMBLE + CALLS, other)
        .hasErrors(closed("com.acme.Calls", "inherits com.other.Base." + found));
  }

  @Test
  void anInterfaceThatInheritsAKeyWithoutNamesOfParametersIsRejected(@TempDir Path folder)
      throws IOException {
    ClassFiles.into(
        folder,
        "package com.other; public interface Base {"
            + " @dev.ritmo.RateLimited(calls = 1, key = \"user\") void ask(String user); }");

    assertThatFiles(SourceSubject.PREAMBLE + CALLS)
        .onClassPath(folder)
        .hasErrors(
            closed(
                "com.acme.Calls",
                "inherits com.other.Base.ask(String), whose key user begins with a parameter, which"
                    + " only a class file made with -parameters names"));
  }

  @Test
  void anInterfaceThatInheritsTwoLimitsOfOneMethodIsRejected() {
    String calls =
        "interface Calls extends One, Two { @RateLimited(calls = 2) void ^tell(); }"
            + " interface One { %s void ask(); } interface Two { %s void ask(); }";
    String found =
        "inherits com.acme.One.ask() and com.acme.Two.ask(), which are not governed alike";
    String shared = "@RateLimited(calls = 3, limiter = \"x\")";

    assertThatType(calls.formatted(A, A)).hasErrors(closed("com.acme.Calls", found));
    assertThatType(calls.formatted(shared, shared + " @RetryOnRateLimit"))
        .hasErrors(closed("com.acme.Calls", found));
    assertThatFiles(
            SourceSubject.PREAMBLE
                + "interface Calls extends One, Two { @RateLimited(calls = 2) void tell(); }",
            SourceSubject.PREAMBLE + "interface One { " + shared + " void ask(); }",
            SourceSubject.PREAMBLE + "interface Two { " + shared + " void ask(); }")
        .isClean();
  }

  private static String closed(String name, String found) {
    return "[InterfaceClosed] The interface "
        + name
        + " must be open to the class that is generated to limit it, but "
        + found
        + ". Fix: annotate the methods that implement it.";
  }

  @ParameterizedTest
  @ValueSource(strings = {"toString()", "hashCode()", "equals(Object a)"})
  void aMethodThatEveryObjectHasIsRejected(String method) {
    String result =
        method.startsWith("to") ? "String " : method.startsWith("h") ? "int " : "boolean ";
    assertThatType("interface Calls { ^@RateLimited(calls = 1) " + result + method + "; }")
        .hasErrors(
            "[MethodWithoutBody] @RateLimited method "
                + method.replace(" a", "")
                + " must have a body, but is abstract. Fix: annotate a method with a body: one that"
                + " implements it, or calls it.");
  }

  @Test
  void aSealedInterfaceWithoutGovernedAbstractMethodsIsAccepted() {
    assertThatType(
            "sealed interface Calls { "
                + A
                + "default void ask() {}"
                + " record Mine() implements Calls {} }")
        .isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Calls_Limited", "Calls_Limited_Ritmo"})
  void aClassOfItsNameIsRejected(String name) {
    assertThatType("interface Calls { @RateLimited(calls = 1) void ^ask(); } class " + name + " {}")
        .hasErrors(
            "[GeneratedNameClash] The name com.acme."
                + name
                + " must be free for the class generated for com.acme.Calls, but is taken by"
                + " another class. Fix: rename one of them.");
  }

  @Test
  void aWrongNumberIsRejectedAsOnAnyMethod() {
    assertThatType("interface Calls { @RateLimited(calls = ^0) void ask(); }")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  private static List<String> signatures(Compilation compilation, String name) {
    return Stream.of(Generated.load(compilation, "com.acme." + name))
        .flatMap(type -> type.methods().stream())
        .map(GovernedMethod::signature)
        .toList();
  }
}
