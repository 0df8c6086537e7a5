package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;

class LimitsAgreeTest {

  private static final String FIX =
      " Fix: write the same limits, or give one of them another limiter.";

  @Test
  void differentCallsUnderOneNameAreRejected() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a(String s) {}"
                + " @RateLimited(calls = 2, limiter = ^\"x\") void b() {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 1, period = 60 SECONDS on com.acme.Calls.a(String) and calls = 2, period"
                + " = 60 SECONDS on com.acme.Calls.b()."
                + FIX);
  }

  @Test
  void everyDisagreementWithTheFirstIsReported() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a() {}"
                + " @RateLimited(calls = 1, period = 61, limiter = ^\"x\") void b() {}"
                + " @RateLimited(calls = 1, unit = TimeUnit.HOURS, limiter = \"x\") void c() {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 1, period = 60 SECONDS on com.acme.Calls.a() and calls = 1, period = 61"
                + " SECONDS on com.acme.Calls.b()."
                + FIX,
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 1, period = 60 SECONDS on com.acme.Calls.a() and calls = 1, period = 60"
                + " HOURS on com.acme.Calls.c()."
                + FIX);
  }

  @Test
  void aNameThatIsTheDefaultOfAnotherIsCompared() {
    assertThatType(
            "class A { @RateLimited(calls = 4, limiter = \"com.acme.B\") void a() {} }"
                + " ^@RateLimited(calls = 3) class B { public void b() {} }")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter com.acme.B must have the same limits everywhere,"
                + " but has calls = 4, period = 60 SECONDS on com.acme.A.a() and calls = 3, period ="
                + " 60 SECONDS on com.acme.B."
                + FIX);
  }

  @Test
  void theSameLimitsInOtherUnitsAreAccepted() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a() {}"
                + " @RateLimited(calls = 1, period = 1, unit = TimeUnit.MINUTES, limiter = \"x\","
                + " maxWait = 3) void b() {}")
        .isClean();
  }

  @Test
  void overloadsHaveLimitersOfTheirOwn() {
    assertThatMethod("@RateLimited(calls = 1) void a() {} @RateLimited(calls = 2) void a(int x) {}")
        .isClean();
  }

  @Test
  void theDefaultNameOfARetryAloneIsFree() {
    assertThatMethod(
            "@RetryOnRateLimit void a() {}"
                + " @RateLimited(calls = 1, limiter = \"com.acme.Calls.a()\") void b() {}")
        .isClean();
  }

  @Test
  void limitsThatAreWrongThemselvesAreNotCompared() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a() {}"
                + " @RateLimited(calls = ^0, limiter = \"x\") void b() {}")
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void allLimitsAreCompared() {
    assertThatMethod(
            "@RateLimited(calls = 9, burst = 2, period = 1, concurrent = 4, limiter = \"x\")"
                + " @RateLimited(calls = 99) void a() {}"
                + " @RateLimited(calls = 9, period = 1) @RateLimited(calls = 99)"
                + " @RateLimited(concurrent = 4, limiter = ^\"x\") void b() {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 9, burst = 2, period = 1 SECONDS; calls = 99, period = 60 SECONDS;"
                + " concurrent = 4 on com.acme.Calls.a() and calls = 9, period = 1 SECONDS; calls ="
                + " 99, period = 60 SECONDS; concurrent = 4 on com.acme.Calls.b()."
                + FIX);
  }

  @Test
  void theNumbersOfCallsAtTheSameTimeAreCompared() {
    assertThatMethod(
            "@RateLimited(concurrent = 4, limiter = \"x\") void a() {}"
                + " @RateLimited(concurrent = 5, limiter = ^\"x\") void b() {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " concurrent = 4 on com.acme.Calls.a() and concurrent = 5 on com.acme.Calls.b()."
                + FIX);
  }

  @Test
  void theOrderOfThePeriodsCounts() {
    assertThatMethod(
            "@RateLimited(calls = 40, limiter = \"x\") @RateLimited(calls = 2, period = 2) void a() {}"
                + " @RateLimited(calls = 2, period = 2, limiter = ^\"x\") @RateLimited(calls = 40)"
                + " void b() {}")
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 40, period = 60 SECONDS; calls = 2, period = 2 SECONDS on"
                + " com.acme.Calls.a() and calls = 2, period = 2 SECONDS; calls = 40, period = 60"
                + " SECONDS on com.acme.Calls.b()."
                + FIX);
  }

  @Test
  void aBurstOfAllCallsAndThePlaceOfConcurrentDoNotCount() {
    assertThatMethod(
            "@RateLimited(calls = 9, burst = 9, limiter = \"x\") @RateLimited(concurrent = 4)"
                + " @RateLimited(calls = 2, period = 2) void a() {}"
                + " @RateLimited(calls = 9, concurrent = 4) @RateLimited(calls = 2, period = 2,"
                + " limiter = \"x\") void b() {}")
        .isClean();
  }

  @Test
  void limitsUnderTwoNamesAreNotCompared() {
    assertThatMethod(
            "@RateLimited(calls = 1, limiter = \"x\") void a() {}"
                + " @RateLimited(calls = 2, limiter = \"x\")"
                + " @RateLimited(concurrent = 1, limiter = ^\"y\") void b() {}")
        .hasErrors(
            "[LimiterNamesDisagree] @RateLimited limiter must be the same in all annotations on"
                + " com.acme.Calls.b(), but is x and y. Fix: write it in one of them; it holds for"
                + " all.");
  }

  @Test
  void limitsAreComparedAcrossRounds() {
    assertThatMethod("@RateLimited(calls = 1, limiter = \"x\") void a() {}")
        .with(
            new LaterSource(
                "com.acme.Later",
                "package com.acme; class Later {"
                    + " @dev.ritmo.RateLimited(calls = 2, limiter = \"x\") void b() {} }"))
        .hasMessages(
            "[LimitsDisagree] @RateLimited limiter x must have the same limits everywhere, but has"
                + " calls = 1, period = 60 SECONDS on com.acme.Calls.a() and calls = 2, period = 60"
                + " SECONDS on com.acme.Later.b()."
                + FIX);
  }
}
