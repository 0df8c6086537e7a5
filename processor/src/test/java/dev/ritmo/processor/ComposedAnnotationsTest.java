package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a composed annotation makes of the methods that it stands on. */
class ComposedAnnotationsTest {

  private static final String META =
      "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)"
          + " @java.lang.annotation.Target({java.lang.annotation.ElementType.METHOD,"
          + " java.lang.annotation.ElementType.TYPE}) ";

  private static final String OPEN_AI =
      "@RateLimited(calls = 10, maxWait = 30) @RateLimited(calls = 100, period = 1, unit ="
          + " TimeUnit.DAYS) @RetryOnRateLimit(maxAttempts = 3) "
          + META
          + "@interface OpenAiCall { String limiter() default \"\"; int maxAttempts() default 4; }";

  private static final Limit MINUTE = Limit.calls(10, 60, TimeUnit.SECONDS);
  private static final Limit DAY = Limit.calls(100, 1, TimeUnit.DAYS);

  @Test
  void itGovernsTheMethodWithAllThatItCarries() {
    assertThat(assertThatType(OPEN_AI + " class Calls { @OpenAiCall void a() {} }").governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", MINUTE, DAY)
                .maxWait(30, TimeUnit.SECONDS)
                .retry(RetrySettings.DEFAULT.maxAttempts(4)));
  }

  @Test
  void itsElementsOverrideWhereItIsUsed() {
    assertThat(
            assertThatType(
                    OPEN_AI
                        + " class Calls { @OpenAiCall(limiter = \"openai\", maxAttempts = 2)"
                        + " void a() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "openai", MINUTE, DAY)
                .maxWait(30, TimeUnit.SECONDS)
                .retry(RetrySettings.DEFAULT.maxAttempts(2)));
  }

  @Test
  void onATypeItsMethodsShareOneLimiterAndTheirOwnAnnotationsWin() {
    assertThat(
            assertThatType(
                    OPEN_AI
                        + " @OpenAiCall class Calls { public void a() {} void hidden() {}"
                        + " @RateLimited(calls = 1) public void own() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls", MINUTE, DAY)
                .maxWait(30, TimeUnit.SECONDS)
                .retry(RetrySettings.DEFAULT.maxAttempts(4)),
            GovernedMethod.of("own()", "com.acme.Calls.own()", Limit.calls(1, 60, TimeUnit.SECONDS))
                .retry(RetrySettings.DEFAULT.maxAttempts(4)));
  }

  @Test
  void aMethodsOwnComposedAnnotationWinsOverThatOfItsType() {
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 2) "
                        + META
                        + "@interface Two {} @RateLimited(calls = 1) class Calls {"
                        + " @Two public void a() {} public void b() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(2, 60, TimeUnit.SECONDS)),
            GovernedMethod.of("b()", "com.acme.Calls", Limit.calls(1, 60, TimeUnit.SECONDS)));
  }

  @Test
  void anElementWhoseDefaultIsOursMeansLeftOut() {
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 3) "
                        + META
                        + "@interface Three { long period() default 60; int concurrent() default"
                        + " Integer.MIN_VALUE; String unrelated() default \"\"; }"
                        + " class Calls { @Three(unrelated = \"x\") void a() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(3, 60, TimeUnit.SECONDS)));
  }

  @Test
  void everyKindOfElementCanBeOverridden() {
    assertThat(
            assertThatType(
                    "@RateLimited @RetryOnRateLimit "
                        + META
                        + "@interface Any { int calls(); long period(); long maxWait();"
                        + " double jitter() default 0.5; Class<? extends Throwable>[] retryOn()"
                        + " default {}; } class Calls { @Any(calls = 7, period = 8, maxWait = 9,"
                        + " retryOn = IllegalStateException.class) void a() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(7, 8, TimeUnit.SECONDS))
                .maxWait(9, TimeUnit.SECONDS)
                .retry(RetrySettings.DEFAULT.jitter(0.5).retryOn(IllegalStateException.class)));
  }

  @Test
  void oneOfAnotherCompilationGovernsAndIsCheckedWhereItIsUsed(@TempDir Path library)
      throws Exception {
    ClassFiles.into(
        library,
        "package lib; @dev.ritmo.RateLimited(calls = 6) "
            + META
            + "public @interface Six { int calls() default 6; }",
        "package lib; @dev.ritmo.RateLimited(calls = 6) public @interface Lost {}",
        "package lib; " + META + "@Six public @interface Deep {}");

    List<GovernedMethod> governed =
        assertThatType("class Calls { @lib.Six void a() {} @lib.Six(calls = 5) void b() {} }")
            .onClassPath(library)
            .governs();
    assertThat(governed)
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(6, 60, TimeUnit.SECONDS)),
            GovernedMethod.of("b()", "com.acme.Calls.b()", Limit.calls(5, 60, TimeUnit.SECONDS)));

    assertThatType("class Calls { ^@lib.Lost void a() {} @lib.Lost void b() {} }")
        .onClassPath(library)
        .hasErrors(
            "[ComposedNotKept] @Lost (with @RateLimited) must be kept until run time, where unwoven"
                + " uses of it are looked for, but has no @Retention. Fix: put"
                + " @Retention(RetentionPolicy.RUNTIME) on it.",
            "[ComposedTargets] @Lost (with @RateLimited) must be for methods and types only, but"
                + " has no @Target. Fix: put @Target({ElementType.METHOD, ElementType.TYPE}) on"
                + " it.");
    assertThatType("class Calls { ^@lib.Deep void a() {} }")
        .onClassPath(library)
        .hasErrors(
            "[ComposedTooDeep] @Deep must carry @RateLimited or @RetryOnRateLimit itself, but"
                + " carries @Six, which carries them. Fix: write the annotations of @Six in its"
                + " place.");
  }
}
