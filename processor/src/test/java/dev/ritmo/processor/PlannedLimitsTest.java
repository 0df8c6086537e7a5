package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import com.google.testing.compile.Compilation;
import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is generated for limits that draw on a plan. */
class PlannedLimitsTest {

  private static final String PLAN =
      """
      accounts:
        openai:
          tier: one
          environments: {production: two}
          tiers:
            one:
              gpt: [{calls: 500}, {calls: 10000, period: 1, unit: days}, {tokens: 3000}, {concurrent: 4}]
            two:
              gpt: [{calls: 5000}]
      """;

  private static final Limit DAILY = Limit.calls(10_000, 1, TimeUnit.DAYS);
  private static final Limit CALLS = Limit.calls(500, 60, TimeUnit.SECONDS);
  private static final Limit TOKENS = Limit.tokens(3000, 60, TimeUnit.SECONDS);

  @TempDir Path folder;
  private String option = "";

  @BeforeEach
  void writePlan() throws IOException {
    option = "-Aritmo.plan=" + Files.writeString(folder.resolve("ritmo-plan.yaml"), PLAN);
  }

  @Test
  void aPlanAloneGivesAllItsLimitsToALimiterOfItsName() {
    List<GovernedMethod> governed =
        assertThatMethod(
                "@RateLimited(plan = \"openai/gpt\") void a(String s, int i) {}"
                    + " @RateLimited(plan = \"openai/gpt\", maxWait = 3) void b(String s) {}")
            .with(option)
            .governs();

    assertThat(governed)
        .containsExactly(
            GovernedMethod.of(
                    "a(java.lang.String,int)",
                    "openai/gpt",
                    CALLS,
                    DAILY,
                    TOKENS,
                    Limit.concurrent(4))
                .prompt(0),
            GovernedMethod.of(
                    "b(java.lang.String)", "openai/gpt", CALLS, DAILY, TOKENS, Limit.concurrent(4))
                .prompt(0)
                .maxWait(3, TimeUnit.SECONDS));
  }

  @Test
  void theEnvironmentChoosesTheTier() {
    assertThat(
            assertThatMethod("@RateLimited(plan = \"openai/gpt\") void b() {}")
                .with(option, "-Aritmo.environment=production")
                .governs())
        .containsExactly(
            GovernedMethod.of("b()", "openai/gpt", Limit.calls(5000, 60, TimeUnit.SECONDS)));
  }

  @Test
  void aShareKeepsTheLimiterOfTheMethodAndTakesTheOtherDimensions() {
    assertThat(
            assertThatMethod("@RateLimited(plan = \"openai/gpt\", calls = 6) void b(String s) {}")
                .with(option)
                .governs())
        .containsExactly(
            GovernedMethod.of(
                    "b(java.lang.String)",
                    "com.acme.Calls.b(String)",
                    Limit.calls(6, 60, TimeUnit.SECONDS),
                    TOKENS,
                    Limit.concurrent(4))
                .prompt(0));
  }

  @Test
  void aTypeTakesAPlanForItsMethods() {
    assertThat(
            assertThatType("@RateLimited(plan = \"openai/gpt\") class Calls { public void b() {} }")
                .with(option, "-Aritmo.environment=production")
                .governs())
        .containsExactly(
            GovernedMethod.of("b()", "openai/gpt", Limit.calls(5000, 60, TimeUnit.SECONDS)));
  }

  @Test
  void aComposedAnnotationTakesAPlanForItsUses() {
    String type =
        """
        class Calls {
          @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
          @java.lang.annotation.Target(java.lang.annotation.ElementType.METHOD)
          @RateLimited(plan = "openai/gpt")
          @interface OpenAiCall {}

          @OpenAiCall void b() {}
        }
        """;

    assertThat(assertThatType(type).with(option, "-Aritmo.environment=production").governs())
        .containsExactly(
            GovernedMethod.of("b()", "openai/gpt", Limit.calls(5000, 60, TimeUnit.SECONDS)));
  }

  @Test
  void aLimitOfThePlanThatNeverBindsIsNoMistakeOfTheCode() throws IOException {
    Files.writeString(
        folder.resolve("ritmo-plan.yaml"),
        "accounts: {a: {tier: t, tiers: {t: {m: [{calls: 1}, {calls: 9999, period: 1, unit:"
            + " days}]}}}}");

    assertThatMethod("@RateLimited(plan = \"a/m\") void b() {}").with(option).isClean();
  }

  @Test
  void limitsForEachKeyStandBesideThePlan() {
    GovernedMethod governed =
        assertThatMethod(
                "@RateLimited(plan = \"openai/gpt\")"
                    + " @RateLimited(calls = 999_999, key = \"user\") void b(String user) {}")
            .with(option)
            .governs()
            .get(0);

    assertThat(governed.limiter()).isEqualTo("com.acme.Calls.b(String)");
    assertThat(governed.limits())
        .containsExactly(CALLS, DAILY, TOKENS, Limit.concurrent(4))
        .inOrder();
    assertThat(governed.limitsPerKey()).containsExactly(Limit.calls(999_999, 60, TimeUnit.SECONDS));
  }

  @Test
  void theIndexSaysWhatOtherCompilationsHaveToKnow() throws IOException {
    String source =
        generated(
            assertThatMethod(
                    "@RateLimited(plan = \"openai/gpt\", calls = 3, concurrent = 2, limiter = \"x\")"
                        + " @RateLimited(tokens = 100, period = 3_600_000, unit ="
                        + " TimeUnit.MILLISECONDS) @RateLimited(calls = 2, burst = 1, period = 100,"
                        + " key = \"s\") void a(String s) {}"
                        + " @RateLimited(calls = 1) void b() {}")
                .with(option));

    assertThat(source)
        .contains(
            """
                limiters = @Governs.Limiter(
                    name = "x",
                    plan = "openai/gpt",
                    limits = {
                        "calls = 3, period = 1 MINUTES",
                        "tokens = 100, period = 1 HOURS",
                        "concurrent = 2",
                        "calls = 2, burst = 1, period = 100 SECONDS per key"
                    },
                    draws = {
                        "3 of 500 calls in 1 MINUTES",
                        "4320 of 10000 calls in 1 DAYS",
                        "100 of 3000 tokens in 1 MINUTES",
                        "2 of 4 concurrent"
                    }
                ),
            """);
    assertThat(source).containsMatch("planDigest = \"[0-9a-f]{16}\"");
  }

  @Test
  void severalLimitersStandInTheIndexByName() throws IOException {
    assertThat(
            generated(
                assertThatMethod(
                    "@RateLimited(calls = 1, limiter = \"y\") void b() {}"
                        + " @RateLimited(calls = 2, limiter = \"x\") void a() {}"
                        + " @RateLimited(calls = 2, limiter = \"x\") void c() {}")))
        .contains(
            """
                limiters = {
                    @Governs.Limiter(
                        name = "x",
                        limits = {
                            "calls = 2, period = 1 MINUTES"
                        }
                    ),
                    @Governs.Limiter(
                        name = "y",
                        limits = {
                            "calls = 1, period = 1 MINUTES"
                        }
                    )
                }
            )
            """);
  }

  @Test
  void withoutANameOrAPlanTheIndexHasMethodsOnly() throws IOException {
    assertThat(generated(assertThatMethod("@RateLimited(calls = 1) void b() {}").with(option)))
        .contains("@Governs(\n    type = \"com.acme.Calls\",\n    methods = \"b()\"\n)\n");
  }

  private static String generated(SourceSubject subject) throws IOException {
    Compilation compilation = subject.isClean();
    return compilation
        .generatedSourceFile("com.acme.Calls_Ritmo")
        .orElseThrow()
        .getCharContent(true)
        .toString();
  }
}
