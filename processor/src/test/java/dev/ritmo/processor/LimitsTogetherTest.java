package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits beside each other, and names beside each other. */
class LimitsTogetherTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (calls = 10, period = 1) | (calls = ^600) | 600 per 1 MINUTES | 10 per 1 SECONDS | 600
          (calls = ^10, period = 1) | (calls = 10) | 10 per 1 SECONDS | 10 per 1 MINUTES | 10
          (calls = ^11, period = 7) | (calls = 10, period = 8) | 11 per 7 SECONDS | 10 per 8 SECONDS | 10
          (calls = ^9, burst = 3, period = 9) | (calls = 10, burst = 1, period = 10) | 9 per 9 SECONDS | 10 per 10 SECONDS | 9
          """)
  void aLimitThatAnotherAlwaysKeepsIsWarnedOf(
      String first, String second, String limit, String other, int most) {
    assertThatMethod("@RateLimited" + first + " @RateLimited" + second + " void call() {}")
        .hasWarnings(neverBinds("call()", limit, other, most));
  }

  private static String neverBinds(String method, String limit, String other, int most) {
    return ("[LimitNeverBinds] @RateLimited calls should be within reach of the other limits on"
            + " com.acme.Calls.%s, but was %s, of which %s admit at most %d. Fix: write fewer"
            + " calls, or leave this limit out.")
        .formatted(method, limit, other, most);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(calls = 10, period = 1) @RateLimited(calls = 599)",
        "@RateLimited(calls = 10, period = 7) @RateLimited(calls = 19, period = 8)",
        "@RateLimited(calls = 9, burst = 3, period = 9) @RateLimited(calls = 10, period = 10)",
        "@RateLimited(calls = 60, burst = 1) @RateLimited(calls = 58, period = 59)",
        "@RateLimited(calls = 10) @RateLimited(concurrent = 50)",
        "@SuppressWarnings(\"ritmo:LimitNeverBinds\") @RateLimited(calls = 10, period = 1)"
            + " @RateLimited(calls = 600)"
      })
  void aLimitThatCanBindIsAccepted(String annotations) {
    assertThatMethod(annotations + " void call() {}").isClean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (calls = ^20, key = "k") | (calls = 10) | 20 per 1 MINUTES | 10 per 1 MINUTES | 10
          (calls = 10) | (calls = ^10, key = "k") | 10 per 1 MINUTES | 10 per 1 MINUTES | 10
          (calls = 5, key = "k", period = 1) | (calls = ^300, key = "k") | 300 per 1 MINUTES | 5 per 1 SECONDS | 300
          (calls = ^10, period = 1, key = "k") | (calls = 5) | 10 per 1 SECONDS | 5 per 1 MINUTES | 5
          """)
  void aLimitOfEachKeyThatThatOfAllKeepsIsWarnedOf(
      String first, String second, String limit, String other, int most) {
    assertThatMethod("@RateLimited" + first + " @RateLimited" + second + " void call(String k) {}")
        .hasWarnings(neverBinds("call(String)", limit, other, most));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(calls = 9, key = \"k\") @RateLimited(calls = 10)",
        "@RateLimited(calls = 1, key = \"k\") @RateLimited(calls = 600, period = 1)",
        "@RateLimited(calls = 10, key = \"k\", period = 1) @RateLimited(calls = 600)",
        "@RateLimited(calls = 10, tokens = 5) @RateLimited(tokens = 5, period = 1)"
      })
  void aLimitOfEachKeyDoesNotKeepThatOfAll(String annotations) {
    assertThatMethod(annotations + " void call(String k) {}").isClean();
  }

  @Test
  void aLimitThatIsWrongItselfIsNotCompared() {
    assertThatMethod("@RateLimited(calls = ^0) @RateLimited(calls = 5, period = 1) void call() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void aNameCloseToAnotherIsWarnedOfWhereItIsRarer() {
    assertThatType(
            "class A { @RateLimited(calls = 1, limiter = ^\"opneai\") void a() {} }"
                + " class B { @RateLimited(calls = 1, limiter = \"openai\") void b() {}"
                + " @RateLimited(calls = 1, limiter = \"openai\") void c() {} }")
        .hasWarnings(
            "[LimiterNamesSimilar] @RateLimited limiter should differ clearly from other names, but"
                + " was opneai beside openai on com.acme.B.b(). Fix: write openai if you mean that"
                + " one, or another name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"opena", "openaii", "openal", "OpenAI", "open-ai", "penai"})
  void theLaterOfTwoNamesIsTheSlip(String slip) {
    assertThatType(
            "class A { @RateLimited(calls = 1, limiter = \"openai\") void a() {} }"
                + " @RateLimited(calls = 1, limiter = ^\""
                + slip
                + "\") class B { public void b() {} }")
        .hasWarnings(
            "[LimiterNamesSimilar] @RateLimited limiter should differ clearly from other names, but"
                + " was "
                + slip
                + " beside openai on com.acme.A.a(). Fix: write openai if you mean that one, or"
                + " another name.");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, azure",
    "gpt-4o, gpt-5o",
    "tenant1, tenant2",
    "tenant, tenant2",
    "chat, chap",
    "pool-a, pool-b",
    "poolA, poolB",
    "openai, opneaai",
    "pool x, pool y"
  })
  void namesThatAreMeantToDifferAreAccepted(String one, String other) {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \""
                + one
                + "\") void a() {} @RateLimited(calls = 1, limiter = \""
                + other
                + "\") void b() {}")
        .isClean();
  }
}
