package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.PREAMBLE;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.KeyFunction;
import dev.ritmo.runtime.spi.Limit;
import java.awt.Point;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What generated classes take from arguments. */
class GeneratedKeysTest {

  private static Object key(String method, @Nullable Object... arguments) {
    return key(assertThatMethod(method).governs().get(0), arguments);
  }

  private static Object key(GovernedMethod method, @Nullable Object... arguments) {
    return Objects.requireNonNull(method.key()).key(arguments);
  }

  private static String ask(String key, String parameters) {
    return "@RateLimited(calls = 1, key = \""
        + key
        + "\") <T extends CharSequence & Comparable<T>> void ask("
        + parameters
        + ") {}";
  }

  @Test
  void aParameterIsItsOwnKey() {
    assertThat(key(ask("user", "String text, String user"), "a", "b")).isEqualTo("b");
    assertThat(key(ask("user", "int user"), 7)).isEqualTo(7);
  }

  @Test
  void aPathIsFollowedToItsEnd() {
    assertThat(key(ask("locale.getLanguage.length", "Locale locale"), Locale.GERMAN)).isEqualTo(2);
    assertThat(key(ask("text.strip", "String text"), " x ")).isEqualTo("x");
    assertThat(key(ask("point.x", "java.awt.Point point"), new Point(3, 4))).isEqualTo(3);
  }

  @Test
  void aNullAnywhereIsOneKey() {
    String twoSteps = ask("user.get.toString", "Optional<Locale> user");

    assertThat(key(twoSteps, Optional.of(Locale.GERMANY))).isEqualTo("de_DE");
    assertThat(key(twoSteps, (Object) null)).isSameInstanceAs(KeyFunction.NONE);
    assertThat(key(ask("user", "String user"), (Object) null)).isSameInstanceAs(KeyFunction.NONE);
    assertThat(
            key(
                ask("thread.getContextClassLoader.getName.length", "Thread thread"),
                new Thread(() -> {}) {
                  @Override
                  public @Nullable ClassLoader getContextClassLoader() {
                    return null;
                  }
                }))
        .isSameInstanceAs(KeyFunction.NONE);
  }

  @Test
  void whatAMemberThrowsIsThrown() {
    assertThrows(
        NoSuchElementException.class,
        () -> key(ask("user.get", "Optional<String> user"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "map.size; Map<String, List<? super T>> map",
        "many.iterator.next.getLanguage; List<Locale> many",
        "many.iterator.next.length; List<? extends String> many",
        "many.iterator.next.length; ArrayList<T> many",
        "text.length; T text",
        "text.compareTo2; Both<String> text",
        "box.value.value.length; Box<Box<String>> box",
        "box.self.value.length; Box<String> box",
        "box.raw.value; Box<String> box",
        "inner.both; Outer<String>.Inner inner",
        "inner.text.length; Outer<String>.Inner inner",
        "entry.getKey.length; Map.Entry<String, Integer> entry",
        "box.array; Box<String>.Part box",
        "arguments.length; String arguments",
        "node.next.next.next.value; Node node",
        "any.toString; Object any",
        "old.id; Old old",
        "varied.length; String varied, int... rest",
      })
  void everyPathThatIsAcceptedCompilesWithoutAWarning(String key, String parameter) {
    assertThatFiles(
            PREAMBLE + "abstract class Calls { " + ask(key, parameter) + " }",
            PREAMBLE
                + "interface Both<S> { default int compareTo2() { return 0; } }"
                + " class Unused {}",
            "package com.acme; class Box<V> { V value; Box<V> self() { return this; }"
                + " @SuppressWarnings(\"rawtypes\") Box<?> raw() { return this; }"
                + " class Part { int array() { return 1; } } }",
            "package com.acme; class Outer<V> { class Inner { V text() { return null; }"
                + " int both() { return 1; } } }",
            "package com.acme; record Node(Node next, int value) {}",
            "package com.acme; class Old { @Deprecated(forRemoval = true) int id() { return 1; } }")
        .isClean();
  }

  @Test
  void overloadedMethodsAndOddNamesHaveFunctionsOfTheirOwn() {
    List<GovernedMethod> methods =
        assertThatMethod(
                "@RateLimited(calls = 1, limiter = \"a\", key = \"x\") void ask(int x) {}"
                    + " @RateLimited(calls = 1, limiter = \"b\", key = \"x\") void ask(String x) {}"
                    + " @RateLimited(calls = 1, limiter = \"c\", key = \"x\") void Ask(long x) {}")
            .governs();

    assertThat(methods.stream().map(method -> key(method, 1)).toList()).containsExactly(1, 1, 1);
  }

  @Test
  void limitsOfAllAndOfEachKeyAreKeptApart() {
    GovernedMethod method =
        assertThatMethod(
                "@RateLimited(calls = 5, concurrent = 2, key = \"user\")"
                    + " @RateLimited(calls = 9, tokens = 100) void ask(String user) {}")
            .governs()
            .get(0);

    assertThat(method.limits())
        .containsExactly(Limit.calls(9, 60, SECONDS), Limit.tokens(100, 60, SECONDS))
        .inOrder();
    assertThat(method.limitsPerKey())
        .containsExactly(Limit.calls(5, 60, SECONDS), Limit.concurrent(2))
        .inOrder();
  }

  @Test
  void tokensAreWrittenInTheOrderOfTheDimensions() {
    GovernedMethod method =
        assertThatMethod(
                "@RateLimited(outputTokens = 3, inputTokens = 2, tokens = 5_000_000_000L, calls = 1)"
                    + " void ask(String text) {}")
            .governs()
            .get(0);

    assertThat(method.limits())
        .containsExactly(
            Limit.calls(1, 60, SECONDS),
            Limit.tokens(5_000_000_000L, 60, SECONDS),
            Limit.inputTokens(2, 60, SECONDS),
            Limit.outputTokens(3, 60, SECONDS))
        .inOrder();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "String a, int b, CharSequence c; 0 2",
        "String[] a, List<String> b, Set<? extends CharSequence> c, String... d; 0 1 2 3",
        "Optional<String> a, Map<String, String> b, List<List<String>> c; 0 2",
        "List<Integer> a, List<?> b, Object c, char[] d, T e; 4",
        "@Prompt Object a, String b; 0",
        "String a, @Prompt String b, @Prompt List<?> c; 1 2",
      })
  void thePromptIsWhatIsMarkedOrElseAllText(String parameters, String positions) {
    GovernedMethod method =
        assertThatMethod(
                "@RateLimited(inputTokens = 9) <T extends CharSequence> void ask("
                    + parameters
                    + ") {}")
            .governs()
            .get(0);

    assertThat(method.prompt().stream().map(String::valueOf).toList())
        .isEqualTo(List.of(positions.split(" ")));
  }

  @Test
  void withoutALimitOfItsTokensThereIsNoPrompt() {
    assertThat(
            assertThatMethod("@RateLimited(outputTokens = 9) void ask(String text) {}")
                .governs()
                .get(0)
                .prompt())
        .isEmpty();
  }

  @Test
  void aKeyOnATypeIsTakenFromEachMethod() {
    List<GovernedMethod> methods =
        assertThatType(
                "@RateLimited(calls = 1, key = \"user\") class Calls {"
                    + " public void a(String user) {} public void b(int n, String user) {} }")
            .governs();

    assertThat(key(methods.get(0), "x")).isEqualTo("x");
    assertThat(key(methods.get(1), 1, "y")).isEqualTo("y");
  }
}
