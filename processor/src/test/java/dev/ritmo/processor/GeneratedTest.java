package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the runtime reads from generated classes. */
class GeneratedTest {

  private static final Limit ONE = Limit.calls(1, 60, SECONDS);

  @Test
  void aMethodHasALimiterOfItsOwn() {
    assertThat(
            assertThatMethod("@RateLimited(calls = 1) int a(Map.Entry<?, ?> e) {return 0;}")
                .governs())
        .containsExactly(
            GovernedMethod.of(
                "a(java.util.Map$Entry)", "com.acme.Calls.a(java.util.Map.Entry)", ONE));
  }

  @Test
  void anEmptyNameIsTheDefault() {
    assertThat(assertThatMethod("@RateLimited(calls = 1, limiter = \"\") void a() {}").governs())
        .containsExactly(GovernedMethod.of("a()", "com.acme.Calls.a()", ONE));
  }

  @Test
  void theWaitIsWrittenInItsUnit() {
    assertThat(
            assertThatMethod(
                    "@RateLimited(calls = 1, period = 1, unit = TimeUnit.HOURS, maxWait = 2)"
                        + " void a() {}"
                        + " @RateLimited(calls = 1, maxWait = 0) void b() {}"
                        + " @RateLimited(calls = 1, maxWait = RateLimited.FOREVER) void c() {}"
                        + " @RateLimited(calls = 1, maxWait = 60) void d() {}")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(1, 1, HOURS))
                .maxWait(2, HOURS),
            GovernedMethod.of("b()", "com.acme.Calls.b()", ONE).maxWait(0, SECONDS),
            GovernedMethod.of("c()", "com.acme.Calls.c()", ONE)
                .maxWait(GovernedMethod.FOREVER, SECONDS),
            GovernedMethod.of("d()", "com.acme.Calls.d()", ONE).maxWait(60, SECONDS))
        .inOrder();
  }

  @Test
  void aRetryAloneHasALimiterWithoutLimits() {
    assertThat(assertThatMethod("@RetryOnRateLimit void a() {}").governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()").retry(RetrySettings.DEFAULT));
    assertThat(assertThatType("@RetryOnRateLimit class Calls { public void a() {} }").governs())
        .containsExactly(GovernedMethod.of("a()", "com.acme.Calls").retry(RetrySettings.DEFAULT));
  }

  @Test
  void anAnnotationOnATypeGovernsItsPublicMethods() {
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 1) class Calls extends ArrayList<String> implements"
                        + " Comparable<Calls> { static final long serialVersionUID = 1;"
                        + " public Calls() {} void b() {} protected void c() {} private void d() {}"
                        + " public void a() {} public static void s() {}"
                        + " @Override public int size() { return 0; }"
                        + " @Override public int compareTo(Calls o) { return 0; }"
                        + " @Override public String toString() { return null; }"
                        + " @Override public boolean equals(Object o) { return true; }"
                        + " @Override public int hashCode() { return 0; }"
                        + " @Override public Object clone() { return null; }"
                        + " public boolean equals(Calls o) { return true; }"
                        + " public static void main(String[] a) {}"
                        + " public static int main(String a) { return 0; } }")
                .governs()
                .stream()
                .map(method -> method.signature() + " " + method.limiter())
                .toList())
        .containsExactly(
            "a() com.acme.Calls",
            "compareTo(com.acme.Calls) com.acme.Calls",
            "equals(com.acme.Calls) com.acme.Calls",
            "main(java.lang.String) com.acme.Calls",
            "s() com.acme.Calls",
            "size() com.acme.Calls")
        .inOrder();
  }

  @Test
  void aMethodsOwnAnnotationWinsOverThatOfItsType() {
    RetrySettings three = RetrySettings.DEFAULT.maxAttempts(3);
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 1) @RetryOnRateLimit(maxAttempts = 3) class Calls {"
                        + " public void a() {}"
                        + " @RateLimited(calls = 2) public void b() {}"
                        + " @RetryOnRateLimit(jitter = 0) public void c() {}"
                        + " @RateLimited(calls = 2, limiter = \"d\") void d() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls", ONE).retry(three),
            GovernedMethod.of("b()", "com.acme.Calls.b()", Limit.calls(2, 60, SECONDS))
                .retry(three),
            GovernedMethod.of("c()", "com.acme.Calls", ONE).retry(RetrySettings.DEFAULT.jitter(0)),
            GovernedMethod.of("d()", "d", Limit.calls(2, 60, SECONDS)))
        .inOrder();
  }

  @Test
  void anEnumIsGovernedWithoutWhatTheCompilerAdds() {
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 1) enum Calls { ONE; public void a() {}"
                        + " public static void valueOf(int x) {} }")
                .governs()
                .stream()
                .map(GovernedMethod::signature)
                .toList())
        .containsExactly("a()", "valueOf(int)");
  }

  @Test
  void theAccessorsOfAGovernedRecordAreSpared() {
    String source =
        Generated.source(
            assertThatType(
                    "@RateLimited(calls = 1) record Calls(int x, int y, int z) { public void a() {}"
                        + " public int x() { return x; }"
                        + " @RetryOnRateLimit public int y() { return y; } }")
                .isClean(),
            "com.acme.Calls_Ritmo");

    assertThat(source).contains("methods = {\n        \"a()\",\n        \"y()\"\n    }");
    assertThat(source).contains("spared = {\n        \"x()\",\n        \"z()\"\n    }");
  }

  @Test
  void theAccessorsOfOtherRecordsAreNotMentioned() {
    assertThat(
            Generated.source(
                assertThatType("record Calls(int x) { @RateLimited(calls = 1) void a() {} }")
                    .isClean(),
                "com.acme.Calls_Ritmo"))
        .doesNotContain("spared");
  }

  @Test
  void anAnnotationOnARecordComponentGovernsItsAccessor() {
    assertThat(assertThatType("record Calls(@RateLimited(calls = 1) int x) {}").governs())
        .containsExactly(GovernedMethod.of("x()", "com.acme.Calls.x()", ONE));
  }

  @Test
  void sealedInterfacesAndTypesWithinTypesAreGoverned() {
    var compilation =
        assertThatType(
                "class Outer { sealed interface Calls permits Only {"
                    + " @RateLimited(calls = 1) default void a() {}"
                    + " @RateLimited(calls = 1) private static void b() {} }"
                    + " private static final class Only implements Calls {"
                    + " @RateLimited(calls = 1) private void c() {} } }")
            .isClean();

    assertThat(Generated.load(compilation, "com.acme.Outer_Calls_Ritmo").methods())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Outer.Calls.a()", ONE),
            GovernedMethod.of("b()", "com.acme.Outer.Calls.b()", ONE));
    assertThat(Generated.load(compilation, "com.acme.Outer_Only_Ritmo").methods())
        .containsExactly(GovernedMethod.of("c()", "com.acme.Outer.Only.c()", ONE));
  }

  @Test
  void parameterTypesAreErasedAndQualified() {
    assertThat(
            assertThatMethod(
                    "static class In<E extends Number & Comparable<E>> { }"
                        + " @RateLimited(calls = 1) <T, N extends Number & Comparable<N>> void"
                        + " a(T t, N n, List<String>[] l, In<?> i, Thread.State s, byte[]... b) {}")
                .governs())
        .containsExactly(
            GovernedMethod.of(
                "a(java.lang.Object,java.lang.Number,java.util.List[],com.acme.Calls$In,"
                    + "java.lang.Thread$State,byte[][])",
                "com.acme.Calls.a(Object,Number,java.util.List[],com.acme.Calls.In,"
                    + "Thread.State,byte[][])",
                ONE));
  }

  @Test
  void theUnnamedPackageIsGoverned() {
    var compilation =
        assertThatFiles(
                "class Calls { static class In { @dev.ritmo.RateLimited(calls = 1) void a(In i) {}"
                    + " } }")
            .isClean();

    assertThat(Generated.load(compilation, "Calls_In_Ritmo").methods())
        .containsExactly(GovernedMethod.of("a(Calls$In)", "Calls.In.a(Calls.In)", ONE));
  }

  @Test
  void classesOfThePackageDoNotStandInForThoseOfJavaLang() {
    var compilation =
        assertThatType(
                "class Calls { @RetryOnRateLimit(retryOn = java.lang.IllegalStateException.class)"
                    + " void a() {} } class IllegalStateException {} @interface Override {}"
                    + " class List {} class Limit {}")
            .isClean();

    assertThat(Generated.load(compilation, "com.acme.Calls_Ritmo").methods())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()")
                .retry(RetrySettings.DEFAULT.retryOn(IllegalStateException.class)));
  }

  @Test
  void classesOfThePackageDoNotStandInForThoseAroundTypesOfJavaLang() {
    assertThatType(
            "class Calls { @RateLimited(calls = 1, key = \"state.name\")"
                + " void a(java.lang.Thread.State state) {} } class Thread {}")
        .isClean();
  }

  @ParameterizedTest
  @MethodSource
  void retriesAreWrittenAsDeclared(String elements, RetrySettings settings) {
    assertThat(assertThatMethod("@RetryOnRateLimit(" + elements + ") void a() {}").governs().get(0))
        .isEqualTo(GovernedMethod.of("a()", "com.acme.Calls.a()").retry(settings));
  }

  static Stream<Arguments> retriesAreWrittenAsDeclared() {
    RetrySettings d = RetrySettings.DEFAULT;
    return Stream.of(
        Arguments.of("", d),
        Arguments.of("maxAttempts = 5, multiplier = 2, jitter = 0.2", d),
        Arguments.of("maxAttempts = 2", d.maxAttempts(2)),
        Arguments.of("multiplier = 1e10", d.multiplier(1e10)),
        Arguments.of("jitter = 1", d.jitter(1)),
        Arguments.of("deadline = 3, unit = TimeUnit.MINUTES", d.deadline(3, MINUTES)),
        Arguments.of("initialDelay = 1, maxDelay = 60", d),
        Arguments.of("initialDelay = 2", d.delays(2, 60, SECONDS)),
        Arguments.of("initialDelay = 100", d.delays(100, 100, SECONDS)),
        Arguments.of("maxDelay = 5", d.delays(1, 5, SECONDS)),
        Arguments.of("maxDelay = 0", d.delays(0, 0, SECONDS)),
        Arguments.of("maxDelay = 5, unit = TimeUnit.MINUTES", d.delays(1, 300, SECONDS)),
        Arguments.of("initialDelay = 5, unit = TimeUnit.MINUTES", d.delays(5, 5, MINUTES)),
        Arguments.of("maxDelay = 10, unit = TimeUnit.NANOSECONDS", d.delays(10, 10, NANOSECONDS)),
        Arguments.of("maxDelay = 90, unit = TimeUnit.MILLISECONDS", d.delays(90, 90, MILLISECONDS)),
        Arguments.of("initialDelay = 2, unit = TimeUnit.DAYS", d.delays(2, 2, DAYS)),
        Arguments.of(
            "retryOn = {java.io.IOException.class, Error.class}, abortOn = RuntimeException.class",
            d.retryOn(IOException.class, Error.class).abortOn(RuntimeException.class)));
  }

  @Test
  void aSingleWrittenDelayIsWrittenInTheCoarsestUnitThatIsExact() {
    assertThat(sourceOf("maxDelay = 5, unit = TimeUnit.MINUTES"))
        .contains(".delays(1, 300, TimeUnit.SECONDS)");
    assertThat(sourceOf("initialDelay = 2, unit = TimeUnit.HOURS"))
        .contains(".delays(2, 2, TimeUnit.HOURS)");
    assertThat(sourceOf("initialDelay = 500, unit = TimeUnit.MILLISECONDS"))
        .contains(".delays(500, 60000, TimeUnit.MILLISECONDS)");
    assertThat(sourceOf("maxDelay = 2, unit = TimeUnit.DAYS"))
        .contains(".delays(1, 172800, TimeUnit.SECONDS)");
  }

  @Test
  void theSameSourcesGiveTheSameBytes() {
    String a = "@RateLimited(calls = 1) void a(int x) {}";
    String b = "@RetryOnRateLimit(retryOn = {Error.class, Exception.class}) void a(String x) {}";
    String source = sourceOf(assertThatMethod(a + b));

    assertThat(sourceOf(assertThatMethod(a + b))).isEqualTo(source);
    assertThat(sourceOf(assertThatMethod(b + a))).isEqualTo(source);
  }

  @Test
  void inheritedMethodsAreNotGovernedAgain() {
    var compilation =
        assertThatType(
                "class Calls { @RateLimited(calls = 1) public void a() {} }"
                    + " class Sub extends Calls { @Override public void a() { super.a(); } }")
            .isClean();

    assertThat(compilation.generatedSourceFiles()).hasSize(1);
  }

  @Test
  void nothingIsGeneratedWithoutAnnotations() {
    assertThat(assertThatMethod("void a() {}").isClean().generatedSourceFiles()).isEmpty();
  }

  private static String sourceOf(String elements) {
    return sourceOf(assertThatMethod("@RetryOnRateLimit(" + elements + ") void a() {}"));
  }

  private static String sourceOf(SourceSubject subject) {
    return Generated.source(subject.isClean(), "com.acme.Calls_Ritmo");
  }
}
