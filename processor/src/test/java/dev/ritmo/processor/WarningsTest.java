package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;
import static dev.ritmo.processor.SourceSubject.withSilencing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How warnings are silenced, and how they are made errors. */
class WarningsTest {

  private static final String ONCE =
      "[NothingRetried] @RetryOnRateLimit maxAttempts should be at least 2 to retry, but was 1. Fix:"
          + " count the first attempt as well, or leave the annotation out.";
  private static final String RETRY = "@RetryOnRateLimit(maxAttempts = 1) public void a() {}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Calls { @SuppressWarnings(\"ritmo:NothingRetried\") METHOD }",
        "class Calls { @SuppressWarnings({\"x\", \"ritmo:NothingRetried\"}) METHOD }",
        "@SuppressWarnings(\"ritmo:NothingRetried\") class Calls { METHOD }",
        "@SuppressWarnings(\"ritmo:NothingRetried\") class Calls { class Inner { METHOD } }",
        "@SuppressWarnings(\"ritmo:NothingRetried\") @RetryOnRateLimit(maxAttempts = 1) class Calls"
            + " { public void a() {} }"
      })
  void aWarningIsSilencedAtItsElementAndAroundIt(String type) {
    assertThatType(type.replace("METHOD", RETRY)).isClean();
    assertThatType(type.replace("METHOD", RETRY)).with("-Aritmo.Werror").isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ritmo:CallsTooDense", "NothingRetried", "ritmo:nothingRetried", "all"})
  void anotherTokenSilencesNothing(String token) {
    assertThatMethod(
            "@SuppressWarnings(\""
                + token
                + "\") @RetryOnRateLimit(maxAttempts = ^1) public void a() {}")
        .hasWarnings(ONCE);
  }

  @Test
  void theTokenBesideAnotherMethodSilencesNothing() {
    assertThatMethod(
            "@SuppressWarnings(\"ritmo:NothingRetried\") void b() {}"
                + " @RetryOnRateLimit(maxAttempts = ^1) void a() {}")
        .hasWarnings(ONCE);
  }

  @Test
  void anErrorIsNotSilenced() {
    assertThatMethod(
            "@SuppressWarnings(\"ritmo:CallsNotPositive\") @RateLimited(calls = ^0) void a() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Aritmo.Werror", "-Aritmo.Werror=true"})
  void warningsBecomeErrors(String option) {
    assertThatMethod("@RetryOnRateLimit(maxAttempts = ^1) void a() {}")
        .with(option)
        .hasErrors(withSilencing(ONCE));
  }

  @Test
  void warningsStayWarningsIfTheOptionSaysSo() {
    assertThatMethod("@RetryOnRateLimit(maxAttempts = ^1) void a() {}")
        .with("-Aritmo.Werror=false")
        .hasWarnings(ONCE);
  }

  @Test
  void theClassIsGeneratedInSpiteOfWarnings() {
    assertThatMethod(
            "@SuppressWarnings(\"ritmo:NothingRetried\") @RetryOnRateLimit(maxAttempts = 1) void a()"
                + " {}")
        .governs();
  }
}
