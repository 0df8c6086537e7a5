package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What several {@code @RateLimited} on one method or type must have in common. */
class RepeatedLimitRulesTest {

  private static final String CALLS_NOT_POSITIVE =
      "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at least one"
          + " call per period.";
  private static final String ONE_HOLDS = " Fix: write it in one of them; it holds for all.";

  @Test
  void aValueInAnyOfThemIsPointedAt() {
    assertThatMethod(
            """
            @RateLimited(calls = 1)
              @Deprecated
              @RateLimited(period = 1,
                  calls =
                      ^0)
              void call() {}
            """)
        .hasErrors(CALLS_NOT_POSITIVE);
  }

  @Test
  void anyOfThemIsPointedAtWhereTheValueIsADefault() {
    assertThatMethod(
            "@RateLimited(calls = 1) @RateLimited(concurrent = 1)\n ^@RateLimited void call() {}")
        .hasErrors(
            "[NoLimit] @RateLimited must limit calls, tokens or concurrent calls, but limits none of"
                + " them. Fix: write calls or tokens for the most in a period, or concurrent for"
                + " the most at the same time.");
  }

  @Test
  void thoseOnATypeArePointedAt() {
    assertThatType(
            "@RateLimited(calls = 1) @RateLimited(calls = ^0, period = 1)"
                + " record Calls(int x) { public void a() {} public void b() {} }")
        .hasErrors(CALLS_NOT_POSITIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited.List({@RateLimited(calls = 1), @RateLimited(calls = ^0, period = 1)})",
        "@RateLimited.List(@RateLimited(calls = ^0))",
        "@RateLimited(calls = 1) @RateLimited.List({@RateLimited(calls = ^0, period = 1)})",
        "@RateLimited.List({@RateLimited(calls = 1)}) @RateLimited(calls = ^0, period = 1)"
      })
  void theContainerCanBeWrittenByHand(String annotations) {
    assertThatMethod(annotations + " void call() {}").hasErrors(CALLS_NOT_POSITIVE);
  }

  @Test
  void aMethodIsNamedByTheFirst() {
    assertThatMethod("^@RateLimited(calls = 1) @RateLimited(concurrent = 1) abstract void ask();")
        .hasErrors(
            "[MethodWithoutBody] @RateLimited method ask() must have a body, but is abstract. Fix:"
                + " annotate a method with a body: one that implements it, or calls it.");
  }

  @Test
  void theFirstOfThoseThatGovernNothingIsRejected() {
    assertThatType("^@RateLimited(calls = 1) @RateLimited(concurrent = 1) class Calls {}")
        .hasErrors(
            "[NothingGoverned] @RateLimited on com.acme.Calls must govern at least one method, but"
                + " governs none. Fix: annotate methods instead; on a type it governs the public"
                + " methods declared there that do not carry their own.");
  }

  @Test
  void concurrentInTwoIsRejectedInTheSecond() {
    assertThatMethod(
            "@RateLimited(concurrent = 3) @RateLimited(calls = 100)"
                + " @RateLimited(calls = 2, period = 1, concurrent = ^3)"
                + " @RateLimited(concurrent = 4) void call() {}")
        .hasErrors(concurrentIs("3 and again 3"), concurrentIs("3 and again 4"));
  }

  private static String concurrentIs(String numbers) {
    return "[ConcurrentRepeated] @RateLimited concurrent must be written once on"
        + " com.acme.Calls.call(), but is "
        + numbers
        + ". Fix: leave it out of all annotations but one.";
  }

  @Test
  void twoWithTheSamePeriodAreRejectedInAnyUnit() {
    assertThatMethod(
            "@RateLimited(calls = 10) @RateLimited(calls = 5, period = ^1, unit = TimeUnit.MINUTES)"
                + " void call() {}")
        .hasErrors(
            "[PeriodRepeated] @RateLimited cannot limit calls twice for the same period on"
                + " com.acme.Calls.call(), but 60 SECONDS and 1 MINUTES are the same. Fix:"
                + " write another period, or keep the annotation with fewer calls only.");
  }

  @Test
  void aPeriodThatWasLeftOutTwiceIsRejected() {
    assertThatMethod("@RateLimited(calls = 10) ^@RateLimited(calls = 5000) void call() {}")
        .hasErrors(
            "[PeriodRepeated] @RateLimited cannot limit calls twice for the same period on"
                + " com.acme.Calls.call(), but 60 SECONDS and 60 SECONDS are the same. Fix:"
                + " write another period, or keep the annotation with fewer calls only.");
  }

  @Test
  void periodsThatAreWrongThemselvesAreNotCompared() {
    String error =
        "[PeriodNotPositive] @RateLimited period must be at least 1, but was 0. Fix: write the"
            + " length of the window, in its unit.";
    assertThatMethod(
            "@RateLimited(calls = 10, period = ^0) @RateLimited(calls = 5, period = 0)"
                + " void call() {}")
        .hasErrors(error, error);
  }

  @Test
  void limiterNamesThatDifferAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 100, limiter = \"x\") @RateLimited(concurrent = 1)"
                + " @RateLimited(calls = 2, period = 1, limiter = ^\"y\") void call() {}")
        .hasErrors(
            "[LimiterNamesDisagree] @RateLimited limiter must be the same in all annotations on"
                + " com.acme.Calls.call(), but is x and y."
                + ONE_HOLDS);
  }

  @Test
  void limiterNamesThatAgreeAndThoseLeftOutAreAccepted() {
    assertThatMethod(
            "@RateLimited(calls = 100, limiter = \"\") @RateLimited(concurrent = 1, limiter = \"x\")"
                + " @RateLimited(calls = 2, period = 1, limiter = \"x\") void call() {}")
        .isClean();
  }

  @Test
  void waitsThatDifferAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 100, maxWait = 1) @RateLimited(concurrent = 1)"
                + " @RateLimited(calls = 2000, period = 1, unit = TimeUnit.HOURS, maxWait = ^1)"
                + " @RateLimited(calls = 5, period = 2, maxWait = RateLimited.FOREVER)"
                + " void call() {}")
        .hasErrors(
            "[MaxWaitsDisagree] @RateLimited maxWait must be the same in all annotations on"
                + " com.acme.Calls.call(), but is 1 SECONDS and 1 HOURS."
                + ONE_HOLDS,
            "[MaxWaitsDisagree] @RateLimited maxWait must be the same in all annotations on"
                + " com.acme.Calls.call(), but is 1 SECONDS and FOREVER."
                + ONE_HOLDS);
  }

  @Test
  void waitsThatAgreeInOtherUnitsAndThoseLeftOutAreAccepted() {
    assertThatMethod(
            "@RateLimited(calls = 100, maxWait = 60) @RateLimited(concurrent = 1)"
                + " @RateLimited(calls = 150, period = 2, unit = TimeUnit.MINUTES, maxWait = 1)"
                + " void call() {}")
        .isClean();
  }

  @Test
  void foreverAgreesWithItselfInAnyUnit() {
    assertThatMethod(
            "@RateLimited(calls = 1, maxWait = RateLimited.FOREVER)"
                + " @RateLimited(calls = 2, unit = TimeUnit.HOURS, maxWait = RateLimited.FOREVER)"
                + " void call() {}")
        .isClean();
  }

  @Test
  void waitsThatAreWrongThemselvesAreNotCompared() {
    assertThatMethod(
            "@RateLimited(calls = 100, maxWait = 1) @RateLimited(concurrent = 1, maxWait = ^-1)"
                + " void call() {}")
        .hasErrors(
            "[MaxWaitNegative] @RateLimited maxWait must be at least 0, but was -1. Fix: write 0 to"
                + " refuse at once, or leave it out to wait for one minute.");
  }
}
