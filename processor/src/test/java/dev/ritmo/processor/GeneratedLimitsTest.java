package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.ritmo.runtime.spi.GovernedMethod;
import dev.ritmo.runtime.spi.Limit;
import dev.ritmo.runtime.spi.RetrySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits that the runtime reads from generated classes. */
class GeneratedLimitsTest {

  private static final Limit ONE = Limit.calls(1, 60, SECONDS);

  @Test
  void aBurstIsWrittenUnlessItIsAllCalls() {
    assertThat(
            assertThatMethod(
                    "@RateLimited(calls = 9, burst = 2) void a() {}"
                        + " @RateLimited(calls = 9, burst = 9) void b() {}")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.calls(9, 60, SECONDS).burst(2)),
            GovernedMethod.of("b()", "com.acme.Calls.b()", Limit.calls(9, 60, SECONDS)))
        .inOrder();
    assertThat(
            Generated.source(
                assertThatMethod("@RateLimited(calls = 9, burst = 9) void b() {}").isClean(),
                "com.acme.Calls_Ritmo"))
        .doesNotContain(".burst(");
  }

  @Test
  void callsAtTheSameTimeAreWrittenWithAndWithoutCallsPerPeriod() {
    assertThat(
            assertThatMethod(
                    "@RateLimited(concurrent = 4, period = 7, unit = TimeUnit.DAYS, maxWait = 1)"
                        + " void a() {}"
                        + " @RateLimited(concurrent = 4, calls = 1) void b() {}")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls.a()", Limit.concurrent(4)).maxWait(1, DAYS),
            GovernedMethod.of("b()", "com.acme.Calls.b()", ONE, Limit.concurrent(4)))
        .inOrder();
  }

  @Test
  void severalLimitsAreOneLimiterWithOneWait() {
    assertThat(
            assertThatMethod(
                    "@RateLimited(calls = 5, burst = 1, period = 2)"
                        + " @RateLimited(concurrent = 4, unit = TimeUnit.HOURS, maxWait = 3)"
                        + " @RateLimited(calls = 100, limiter = \"api\")"
                        + " @RetryOnRateLimit void a() {}")
                .governs())
        .containsExactly(
            GovernedMethod.of(
                    "a()",
                    "api",
                    Limit.calls(5, 2, SECONDS).burst(1),
                    Limit.calls(100, 60, SECONDS),
                    Limit.concurrent(4))
                .maxWait(3, HOURS)
                .retry(RetrySettings.DEFAULT));
  }

  @Test
  void severalLimitsOnATypeGovernItsMethodsUnlessTheyHaveTheirOwn() {
    assertThat(
            assertThatType(
                    "@RateLimited(calls = 1) @RateLimited(concurrent = 2) class Calls {"
                        + " public void a() {}"
                        + " @RateLimited(concurrent = 3) public void b() {}"
                        + " @RateLimited(calls = 1) @RateLimited(concurrent = 4) void c() {} }")
                .governs())
        .containsExactly(
            GovernedMethod.of("a()", "com.acme.Calls", ONE, Limit.concurrent(2)),
            GovernedMethod.of("b()", "com.acme.Calls.b()", Limit.concurrent(3)),
            GovernedMethod.of("c()", "com.acme.Calls.c()", ONE, Limit.concurrent(4)))
        .inOrder();
  }

  @Test
  void severalLimitsOnARecordComponentGovernItsAccessor() {
    assertThat(
            assertThatType(
                    "record Calls(@RateLimited(calls = 1) @RateLimited(concurrent = 2) int x) {}")
                .governs())
        .containsExactly(GovernedMethod.of("x()", "com.acme.Calls.x()", ONE, Limit.concurrent(2)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited.List({@RateLimited(calls = 1), @RateLimited(concurrent = 2)})",
        "@RateLimited(calls = 1) @RateLimited.List(@RateLimited(concurrent = 2))",
        "@RateLimited.List(@RateLimited(calls = 1, concurrent = 2))"
      })
  void aContainerWrittenByHandIsRead(String annotations) {
    assertThat(assertThatMethod(annotations + " void a() {}").governs())
        .containsExactly(GovernedMethod.of("a()", "com.acme.Calls.a()", ONE, Limit.concurrent(2)));
  }
}
