package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a composed annotation must be, and where its mistakes are shown. */
class ComposedAnnotationRulesTest {

  private static final String KEPT =
      "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) ";
  private static final String TARGET =
      "@java.lang.annotation.Target({java.lang.annotation.ElementType.METHOD,"
          + " java.lang.annotation.ElementType.TYPE}) ";
  private static final String META = KEPT + TARGET;

  @ParameterizedTest
  @CsvSource({
    "'', has no @Retention",
    "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.SOURCE), its retention is"
        + " SOURCE",
    "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.CLASS), its retention is"
        + " CLASS",
  })
  void oneThatIsNotKeptIsRejected(String retention, String found) {
    assertThatType("@RateLimited(calls = 1) " + TARGET + retention + " @^interface OpenAiCall {}")
        .hasErrors(
            "[ComposedNotKept] @OpenAiCall (with @RateLimited) must be kept until run time, where"
                + " unwoven uses of it are looked for, but "
                + found
                + ". Fix: put @Retention(RetentionPolicy.RUNTIME) on it.");
  }

  @ParameterizedTest
  @CsvSource({
    "'', has no @Target",
    "'@java.lang.annotation.Target({java.lang.annotation.ElementType.METHOD,"
        + " java.lang.annotation.ElementType.FIELD})', its @Target holds FIELD",
    "@java.lang.annotation.Target(java.lang.annotation.ElementType.CONSTRUCTOR), its @Target holds"
        + " CONSTRUCTOR",
  })
  void oneForOtherPlacesIsRejected(String target, String found) {
    assertThatType("@RetryOnRateLimit " + KEPT + target + " @^interface OpenAiCall {}")
        .hasErrors(
            "[ComposedTargets] @OpenAiCall (with @RetryOnRateLimit) must be for methods and types"
                + " only, but "
                + found
                + ". Fix: put @Target({ElementType.METHOD, ElementType.TYPE}) on it.");
  }

  @ParameterizedTest
  @CsvSource({
    "@java.lang.annotation.Inherited, @Inherited",
    "@java.lang.annotation.Repeatable(All.class), @Repeatable"
  })
  void oneThatLimitsDoNotFollowIsRejected(String annotation, String shown) {
    assertThatType(
            "@RateLimited(calls = 1) "
                + META
                + annotation
                + " @^interface OpenAiCall {} "
                + META
                + "@interface All { OpenAiCall[] value(); }")
        .hasErrors(
            "[ComposedNotPlain] @OpenAiCall (with @RateLimited) cannot be "
                + shown
                + ", which limits do not follow, but is. Fix: take "
                + shown
                + " off it; an annotation governs what it stands on, and can carry several"
                + " limits.");
  }

  private static final String TOO_DEEP =
      "[ComposedTooDeep] @Outer must carry @RateLimited or @RetryOnRateLimit itself, but carries"
          + " @Inner, which carries them. Fix: write the annotations of @Inner in its place.";

  @Test
  void oneThatCarriesAnotherIsRejectedOnceWhereItIsDeclared() {
    assertThatType(
            META
                + "^@Inner @interface Outer {} @RateLimited(calls = 1) "
                + META
                + "@interface Inner {} class Calls { @Outer void a() {} @Outer void b() {} }")
        .hasErrors(TOO_DEEP);
  }

  @Test
  void oneThatCarriesItselfIsNoEndlessLoop() {
    assertThatType(
            META
                + "@Self @interface Self {} "
                + META
                + "@Pong @interface Ping {} "
                + META
                + "@Ping @interface Pong {} class Calls { @Self void a() {} @Ping void b() {} }")
        .isClean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          long ^calls() default 1     | @RateLimited      | RateLimited(calls = 1) | calls | int | RateLimited | long
          int[] ^period() default {}  | @RateLimited      | RateLimited(calls = 1) | period | long | RateLimited | int[]
          String ^unit() default ""   | @RateLimited      | RateLimited(calls = 1) | unit | java.util.concurrent.TimeUnit | RateLimited | java.lang.String
          Class<?>[] ^retryOn() default {} | @RetryOnRateLimit | RetryOnRateLimit | retryOn | java.lang.Class<? extends java.lang.Throwable>[] | RetryOnRateLimit | java.lang.Class<?>[]
          """)
  void anElementOfAnotherTypeIsRejected(
      String element,
      String shown,
      String carried,
      String name,
      String expected,
      String of,
      String found) {
    assertThatType("@" + carried + " " + META + "@interface OpenAiCall { " + element + "; }")
        .hasErrors(
            "[ComposedElementType] The element "
                + name
                + " of @OpenAiCall (with "
                + shown
                + ") must be of type "
                + expected
                + " to override that of @"
                + of
                + ", but is of type "
                + found
                + ". Fix: change its type, or rename it.");
  }

  @Test
  void anElementOfTwoLimitsIsRejected() {
    assertThatType(
            "@RateLimited(calls = 1) @RateLimited(calls = 9, period = 1, unit = TimeUnit.DAYS) "
                + META
                + "@interface OpenAiCall { int ^calls() default 2; }")
        .hasErrors(
            "[ComposedElementAmbiguous] The element calls of @OpenAiCall (with @RateLimited) must"
                + " override that of one annotation, but 2 of those that it carries have it. Fix:"
                + " rename it.");
  }

  @Test
  void anElementOfBothAnnotationsIsRejected() {
    assertThatType(
            "@RateLimited(calls = 1) @RetryOnRateLimit "
                + META
                + "@interface OpenAiCall { TimeUnit ^unit() default TimeUnit.MINUTES; }")
        .hasErrors(
            "[ComposedElementAmbiguous] The element unit of @OpenAiCall (with @RateLimited and"
                + " @RetryOnRateLimit) must override that of one annotation, but 2 of those that it"
                + " carries have it. Fix: rename it.");
  }

  @Test
  void aWrongNumberIsRejectedWhereItIsDeclaredAndNotAgainWhereItIsUsed() {
    assertThatType(
            "@RateLimited(calls = ^0) "
                + META
                + "@interface OpenAiCall { int maxAttempts() default 3; }"
                + " class Calls { @OpenAiCall void a() {} @OpenAiCall(maxAttempts = 2) void b() {}"
                + " }")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void aWarningIsGivenWhereItIsDeclaredAndAgainOnlyWhereNumbersAreWritten() {
    String source =
        "@RateLimited(calls = 1, maxWait = 5) "
            + META
            + "@interface OpenAiCall { int calls() default 1; } class Calls { @OpenAiCall void a()"
            + " {} }";

    assertThatType(source.replace("{} }", "{} @OpenAiCall(calls = 60) void b() {} }"))
        .with("-Aritmo.Werror")
        .hasMessages(
            "[MaxWaitTooShort] @RateLimited maxWait should be 0 or at least the time between two"
                + " calls (1 MINUTES), but was 5 SECONDS. Fix: write 0 to refuse at once, or a"
                + " longer wait. If this is intended, add"
                + " @SuppressWarnings(\"ritmo:MaxWaitTooShort\").");
    assertThatType("@SuppressWarnings(\"ritmo:MaxWaitTooShort\") " + source).isClean();
  }

  @Test
  void aWrongDefaultOfAnOverridingElementIsRejectedThere() {
    assertThatType(
            "@RateLimited(calls = 1) " + META + "@interface OpenAiCall { int ^calls() default 0; }")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void aNumberThatIsWrongWhereItIsUsedIsRejectedThere() {
    assertThatType(
            "@RateLimited(calls = 1) "
                + META
                + "@interface OpenAiCall { int calls(); }"
                + " class Calls { @OpenAiCall(calls = ^0) void a() {} @OpenAiCall(calls = 1) void"
                + " b() {} }")
        .hasErrors(
            "[CallsNotPositive] @OpenAiCall (with @RateLimited) calls must be at least 1, but was"
                + " 0. Fix: allow at least one call per period.");
  }

  @Test
  void aRuleOfTheMethodNamesTheOriginToo() {
    assertThatType(
            "@RateLimited(calls = 1) "
                + META
                + "@interface OpenAiCall {}"
                + " class Calls { ^@OpenAiCall synchronized void a() {} }")
        .hasErrors(
            "[MethodSynchronized] @OpenAiCall (with @RateLimited) method a() cannot be"
                + " synchronized, but is, so that callers would wait for admission while they hold"
                + " the lock. Fix: synchronize a block inside the method.");
  }

  @Test
  void anAnnotationOnATypeThatGovernsNothingIsRejected() {
    assertThatType(
            "@RateLimited(calls = 1) "
                + META
                + "@interface OpenAiCall {} ^@OpenAiCall class Calls { void hidden() {} }")
        .hasErrors(
            "[NothingGoverned] @OpenAiCall (with @RateLimited) on com.acme.Calls must govern at"
                + " least one method, but governs none. Fix: annotate methods instead; on a type it"
                + " governs the public methods declared there that do not carry their own.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Calls { @RateLimited(calls = 2) ^@OpenAiCall void a() {} }",
        "class Calls { ^@OpenAiCall @RateLimited(calls = 2) void a() {} }",
        "class Calls { @RateLimited(calls = 2) @RateLimited(calls = 9, period = 1, unit = TimeUnit.DAYS) ^@OpenAiCall"
            + " void a() {} }"
      })
  void anotherLimitBesideItIsRejected(String type) {
    assertThatType("@RateLimited(calls = 1) " + META + "@interface OpenAiCall {} " + type)
        .hasErrors(
            "[GovernedTwice] @OpenAiCall (with @RateLimited) on com.acme.Calls.a() must be the only"
                + " annotation that limits it, but @RateLimited does as well. Fix: keep one of"
                + " them; a composed annotation can carry several limits.");
  }

  @Test
  void twoThatRetryAreRejected() {
    assertThatType(
            "@RetryOnRateLimit "
                + META
                + "@interface OneCall {} @RetryOnRateLimit "
                + META
                + "@interface OtherCall {} @OneCall ^@OtherCall class Calls { public void a() {} }")
        .hasErrors(
            "[GovernedTwice] @OtherCall (with @RetryOnRateLimit) on com.acme.Calls must be the only"
                + " annotation that retries it, but @OneCall (with @RetryOnRateLimit) does as well."
                + " Fix: keep one of them; a composed annotation can carry several limits.");
  }

  @Test
  void oneThatLimitsAndOneThatRetriesAreAccepted() {
    assertThatType(
            "@RateLimited(calls = 1) "
                + META
                + "@interface OneCall {} @RetryOnRateLimit "
                + META
                + "@interface OtherCall {} class Calls { @OneCall @OtherCall void a() {}"
                + " @OneCall @RetryOnRateLimit void b() {} }")
        .isClean();
  }

  @Test
  void declaringOneNeedsNoWeaver() {
    assertThatFiles(
            "package com.acme; @dev.ritmo.RateLimited(calls = 1) "
                + META
                + "public @interface OpenAiCall {}")
        .without("-Aritmo.weaving=maven")
        .isClean();
  }
}
