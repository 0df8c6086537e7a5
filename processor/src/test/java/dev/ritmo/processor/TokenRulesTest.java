package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of tokens, and what marks a prompt. */
class TokenRulesTest {

  @ParameterizedTest
  @CsvSource({"tokens, 0", "tokens, -1", "inputTokens, 0", "outputTokens, -9223372036854775808L"})
  void fewerThanOneTokenIsRejected(String element, String amount) {
    assertThatMethod("@RateLimited(" + element + " = ^" + amount + ") void ask(String text) {}")
        .hasErrors(
            "[TokensNotPositive] @RateLimited "
                + element
                + " must be at least 1, but was "
                + amount.replace("L", "")
                + ". Fix: allow as many as the largest call needs, or leave it out.");
  }

  @Test
  void oneTokenOfPromptAndAnswerTogetherIsRejected() {
    assertThatMethod("@RateLimited(tokens = ^1) void ask(String text) {}")
        .hasErrors(
            "[TokensBelowOneCall] @RateLimited tokens must be at least 2, one of the prompt and one"
                + " of the answer, but was 1. Fix: allow as many as the largest call needs.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tokens = 2",
        "inputTokens = 1",
        "outputTokens = 1",
        "tokens = 1_000_000_000_000_000L",
        "calls = 1, tokens = 2, inputTokens = 1, outputTokens = 1, concurrent = 1"
      })
  void theBoundsAreAccepted(String elements) {
    assertThatMethod("@RateLimited(" + elements + ") void ask(String text) {}").isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens", "inputTokens", "outputTokens"})
  void moreTokensThanCanBeCountedAreRejected(String element) {
    assertThatMethod(
            "@RateLimited(" + element + " = ^1_000_000_000_000_001L) void ask(String text) {}")
        .hasErrors(
            "[TokensTooMany] @RateLimited "
                + element
                + " must be at most 1000000000000000, but was 1000000000000001. Fix: leave it out"
                + " for no limit.");
  }

  @Test
  void tokensOfTheSamePeriodAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 5, tokens = 9) @RateLimited(inputTokens = 5)"
                + " @RateLimited(tokens = 8, period = ^1, unit = TimeUnit.MINUTES)"
                + " void ask(String text) {}")
        .hasErrors(
            "[PeriodRepeated] @RateLimited cannot limit tokens twice for the same period on"
                + " com.acme.Calls.ask(String), but 60 SECONDS and 1 MINUTES are the same. Fix:"
                + " write another period, or keep the annotation with fewer tokens only.");
  }

  @Test
  void tokensOfOneLimiterAreTheSameEverywhere() {
    assertThatMethod(
            "@RateLimited(tokens = 9, limiter = \"x\") void a(String text) {}"
                + " @RateLimited(tokens = 9, inputTokens = 5, limiter = ^\"x\")"
                + " void b(String text) {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " tokens = 9, period = 60 SECONDS on com.acme.Calls.a(String) and tokens = 9,"
                + " period = 60 SECONDS; inputTokens = 5, period = 60 SECONDS on"
                + " com.acme.Calls.b(String). Fix: write the same limits, or give one of them"
                + " another limiter.");
  }

  @Test
  void aBurstSpreadsNoTokens() {
    assertThatMethod("@RateLimited(tokens = 9, burst = ^1) void ask(String text) {}")
        .hasErrors(
            "[BurstWithoutCalls] @RateLimited burst must stand beside calls, but calls is left out."
                + " Fix: write the calls that it spreads, or leave it out.");
  }

  @ParameterizedTest
  @CsvSource({
    "int, int",
    "char, char",
    "Long, java.lang.Long",
    "boolean, boolean",
    "byte[], byte[]",
    "Boolean, java.lang.Boolean"
  })
  void aPromptWithoutTextIsRejected(String type, String shown) {
    assertThatMethod("@RateLimited(tokens = 9) void ask(@Prompt " + type + " ^number) {}")
        .hasErrors(
            "[PromptWithoutText] @Prompt must stand on a parameter that holds text, but number is"
                + " of type "
                + shown
                + ". Fix: mark the parameter that the prompt is made from.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"String", "StringBuilder", "String[]", "List<?>", "Object", "Calls"})
  void aPromptThatMayHoldTextIsAccepted(String type) {
    assertThatMethod("@RateLimited(tokens = 9) void ask(int n, @Prompt " + type + " text) {}")
        .isClean();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(outputTokens = 9) void ask(^@Prompt String text) {}",
        "@RateLimited(calls = 9) void ask(^@Prompt String text) {}",
        "@RetryOnRateLimit void ask(^@Prompt String text) {}",
        "void ask(^@Prompt String text) {}"
      })
  void aPromptThatNothingIsEstimatedFromIsRejected(String method) {
    assertThatMethod(method)
        .hasErrors(
            "[PromptUnused] @Prompt must stand on a parameter of a method with a limit of tokens or"
                + " inputTokens, but ask(java.lang.String) has none. Fix: write the limit, or leave"
                + " the mark out.");
  }

  @Test
  void aPromptOfAConstructorIsRejected() {
    assertThatType("class Calls { Calls(int n, ^@Prompt String text) {} }")
        .hasErrors(
            "[PromptUnused] @Prompt must stand on a parameter of a method with a limit of tokens or"
                + " inputTokens, but Calls(int,java.lang.String) has none. Fix: write the limit, or"
                + " leave the mark out.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tokens = 9", "inputTokens = 9", "tokens = 9, outputTokens = 9"})
  void aLimitOfPromptsThatAreNotSeenIsWarnedOf(String elements) {
    assertThatMethod("^@RateLimited(" + elements + ") void ask(int n, Object o) {}")
        .hasWarnings(
            "[PromptUnseen] @RateLimited method ask(int,Object) should have a parameter that holds"
                + " text, as its tokens are limited, but has none, so no tokens are reserved for"
                + " the prompt. Fix: mark with @Prompt what the prompt is made from.");
  }

  @Test
  void aLimitOfAnswersNeedsNoPrompt() {
    assertThatMethod("@RateLimited(outputTokens = 9) void ask(int number) {}").isClean();
  }

  @Test
  void aLimitOnTheTypeCounts() {
    assertThatType(
            "@RateLimited(inputTokens = 9) class Calls { public void ask(@Prompt String text) {} }")
        .isClean();
  }
}
