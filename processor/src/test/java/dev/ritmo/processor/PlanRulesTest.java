package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanRulesTest {

  private static final String PLAN =
      """
      accounts:
        openai:
          tier: one
          environments: {production: two}
          tiers:
            one:
              gpt-4o:
                - calls: 500
                - calls: 10000
                  period: 1
                  unit: days
                - tokens: 30000
                - concurrent: 20
              mini:
                - calls: 5
            two:
              gpt-4o:
                - calls: 5000
    """;

  private static final String FIT =
      " Fix: write smaller shares, or let the methods share one limiter.";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writePlan() throws IOException {
    file = Files.writeString(folder.resolve("ritmo-plan.yaml"), PLAN);
  }

  private String option() {
    return "-Aritmo.plan=" + file;
  }

  private static String exceeded(String allowed, int line, String taken) {
    return "[PlanExceeded] @RateLimited plan openai/gpt-4o must hold for all limiters that draw on it"
        + " together, but allows "
        + allowed
        + " (ritmo-plan.yaml:"
        + line
        + "), of which "
        + taken
        + "."
        + FIT;
  }

  @Test
  void aPlanThatNobodyUsesIsFine() {
    assertThatMethod("@RateLimited(calls = 1) void a() {}").with(option()).isClean();
  }

  @Test
  void aMissingFileIsRejectedOnce() throws IOException {
    Files.delete(file);

    assertThatType(
            "class A { @RateLimited(plan = \"openai/gpt-4o\") void a(@Prompt String s) {} }"
                + " class B { @RateLimited(plan = \"x\") void b() {} }")
        .with(option())
        .hasMessages(
            "[PlanFileMissing] The plan file must be there, but "
                + file
                + " does not exist. Fix: write the file, or name another one with the compiler"
                + " option -Aritmo.plan.");
  }

  @Test
  void aFolderIsNoPlanFile() {
    assertThatMethod("@RateLimited(calls = 1) void a() {}")
        .with("-Aritmo.plan=" + folder)
        .hasMessages(
            "[PlanFileMissing] The plan file must be there, but "
                + folder
                + " cannot be read (Is a directory). Fix: write the file, or name another one with"
                + " the compiler option -Aritmo.plan.");
  }

  @Test
  void mistakesInTheFileAreReportedOnceAndAlone() throws IOException {
    Files.writeString(file, PLAN.replace("calls: 500\n", "calls: 0\n").replace("20", "many"));

    assertThatType(
            "class A { @RateLimited(plan = \"openai/gpt-4o\") void a(@Prompt String s) {} }"
                + " class B { @RateLimited(plan = \"x\", limiter = \"b\") void b() {}"
                + " @RateLimited(calls = 1, limiter = \"b\") void c() {} }")
        .with(option())
        .hasMessages(
            "[PlanFileInvalid] The plan file cannot be used: calls must be a whole number from 1 to"
                + " 2147483647, but at "
                + file
                + ":8 it is \"0\". Fix: there, write what the provider grants.",
            "[PlanFileInvalid] The plan file cannot be used: concurrent must be a whole number from"
                + " 1 to 2147483647, but at "
                + file
                + ":13 it is \"many\". Fix: there, write what the provider grants.");
  }

  @Test
  void anUnknownEnvironmentIsRejected() {
    assertThatMethod("@RateLimited(calls = 1) void a() {}")
        .with(option(), "-Aritmo.environment=prod")
        .hasMessages(
            "[PlanFileInvalid] The plan file cannot be used: the environment must be known to an"
                + " account, but at "
                + file
                + ":1 it is \"prod\". Fix: there, write one of production, or add it to an"
                + " account.");
  }

  @Test
  void aPlanWithoutFileIsRejectedOnce() {
    assertThatMethod(
            "@RateLimited(plan = ^\"openai/gpt-4o\") void a(@Prompt String s) {}"
                + " @RateLimited(plan = \"openai/mini\") void b() {}")
        .hasErrors(
            "[PlanFileNotGiven] @RateLimited plan must be in a plan file, but there is none that"
                + " could hold openai/gpt-4o. Fix: write a ritmo-plan.yaml beside the pom.xml, where"
                + " ritmo-maven-plugin finds it; with another build, name it with the compiler"
                + " option -Aritmo.plan=<path>.");
  }

  @Test
  void anUnknownEntryIsRejected() {
    assertThatMethod("@RateLimited(plan = ^\"opneai/gpt-4o\") void a(@Prompt String s) {}")
        .with(option())
        .hasErrors(
            "[PlanUnknown] @RateLimited plan must be an entry of the plan file, but ritmo-plan.yaml"
                + " has no opneai/gpt-4o; did you mean openai/gpt-4o. Fix: write the name of an"
                + " account and one of its models, such as openai/gpt-4o, or add the entry.");
  }

  @Test
  void anEntryUnlikeAllOthersIsRejectedWithoutAGuess() {
    assertThatMethod("@RateLimited(plan = ^\"\") void a() {}")
        .with(option())
        .hasErrors(
            "[PlanUnknown] @RateLimited plan must be an entry of the plan file, but ritmo-plan.yaml"
                + " has no . Fix: write the name of an account and one of its models, such as"
                + " openai/gpt-4o, or add the entry.");
  }

  @Test
  void twoPlansOnOneMethodAreRejected() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/gpt-4o\")"
                + " @RateLimited(plan = ^\"openai/mini\", limiter = \"x\") void a(String s) {}"
                + " @RateLimited(plan = \"openai/mini\") @RateLimited(plan = \"openai/mini\") void"
                + " b(String s) {}")
        .with(option())
        .hasErrors(
            "[PlansDisagree] @RateLimited plan must be the same in all annotations on"
                + " com.acme.Calls.a(String), but is openai/gpt-4o and openai/mini. Fix: write it in one"
                + " of them; it holds for all.");
  }

  @Test
  void aPlanBesideAKeyIsRejected() {
    assertThatMethod(
            "@RateLimited(plan = ^\"openai/gpt-4o\", calls = 1, key = \"s\") void a(String s) {}"
                + " @RateLimited(plan = \"openai/mini\") @RateLimited(calls = 1, key = \"s\") void"
                + " b(String s) {}")
        .with(option())
        .hasErrors(
            "[PlanWithKey] @RateLimited plan cannot stand beside key, since it holds for all calls"
                + " together, but openai/gpt-4o stands beside s. Fix: write the limits for each key"
                + " in another annotation.");
  }

  @Test
  void aShareOfAllIsAcceptedAndOneMoreRejected() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/mini\", calls = 5) void a(String s) {}"
                + " @RateLimited(plan = \"openai/gpt-4o\", calls = ^501)"
                + " @RateLimited(calls = 10_000, period = 1, unit = TimeUnit.DAYS) void b(String s) {}")
        .with(option())
        .hasErrors(exceeded("500 calls in 60 SECONDS", 8, "com.acme.Calls.b(String) takes 501"));
  }

  @Test
  void aShareIsCheckedAgainstEveryPeriodOfThePlan() {
    assertThatMethod("@RateLimited(plan = \"openai/gpt-4o\", calls = ^7) void a(String s) {}")
        .with(option())
        .hasErrors(exceeded("10000 calls in 1 DAYS", 9, "com.acme.Calls.a(String) takes 10080"));
    assertThatMethod("@RateLimited(plan = \"openai/gpt-4o\", calls = 6) void a(String s) {}")
        .with(option())
        .isClean();
  }

  @Test
  void aPeriodThatDoesNotDivideThatOfThePlanCountsWithItsEdges() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/mini\", calls = ^2, period = 25) void a(String s) {}")
        .with(option())
        .hasErrors(
            exceeded("5 calls in 60 SECONDS", 15, "com.acme.Calls.a(String) takes 6")
                .replace("openai/gpt-4o", "openai/mini"));
    assertThatMethod("@RateLimited(plan = \"openai/mini\", calls = 2, period = 30) void a() {}")
        .with(option())
        .isClean();
    assertThatMethod("@RateLimited(plan = \"openai/mini\", calls = 5, period = 61) void a() {}")
        .with(option())
        .isClean();
  }

  @Test
  void sharesHaveToFitTogether() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/gpt-4o\", concurrent = 12, tokens = 10_000, limiter ="
                + " \"x\") @RateLimited(calls = 5000, period = 1, unit = TimeUnit.DAYS)"
                + " @RateLimited(calls = 100) void a(String s) {}"
                + " @RateLimited(plan = \"openai/gpt-4o\", concurrent = ^9, tokens = 20_000)"
                + " @RateLimited(calls = 5000, period = 1, unit = TimeUnit.DAYS)"
                + " @RateLimited(calls = 400) void b(String s) {}"
                + " @RateLimited(plan = \"openai/gpt-4o\", concurrent = 8, tokens = 20_000)"
                + " @RateLimited(calls = 5000, period = 1, unit = TimeUnit.DAYS)"
                + " @RateLimited(calls = 400) void c(String s) {}")
        .with(option())
        .hasErrors(exceeded("20 concurrent", 13, "x takes 12, com.acme.Calls.b(String) takes 9"));
  }

  @Test
  void limitsAndEntriesInOneLineAreAddedUpApart() throws IOException {
    Files.writeString(
        file,
        "accounts: {openai: {tier: a, tiers: {a: {gpt-4o: [{calls: 5}, {tokens: 30}],"
            + " mini: [{calls: 5}]}}}}");

    assertThatMethod(
            "@RateLimited(plan = \"openai/gpt-4o\", calls = 2, tokens = 20) void a(String s) {}"
                + " @RateLimited(plan = \"openai/gpt-4o\", calls = 3, tokens = 10) void b(String s) {}"
                + " @RateLimited(plan = \"openai/mini\") void c() {}")
        .with(option())
        .isClean();
  }

  @Test
  void whatTheCodeLeavesOutIsTakenFromThePlan() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/gpt-4o\", calls = 1) void a(String s) {}"
                + " @RateLimited(plan = ^\"openai/gpt-4o\", calls = 1, concurrent = 1) void b(String s) {}")
        .with(option())
        .hasErrors(
            exceeded(
                "30000 tokens in 60 SECONDS",
                12,
                "com.acme.Calls.a(String) takes 30000, com.acme.Calls.b(String) takes 30000"),
            exceeded(
                "20 concurrent",
                13,
                "com.acme.Calls.a(String) takes 20, com.acme.Calls.b(String) takes 1"));
  }

  @Test
  void sharesOfOneLimiterCountOnce() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/mini\", calls = 5, limiter = \"x\") void a() {}"
                + " @RateLimited(plan = \"openai/mini\", calls = 5, limiter = \"x\") void b() {}")
        .with(option())
        .isClean();
  }

  @Test
  void sharesAreAddedUpAcrossRounds() {
    assertThatMethod("@RateLimited(plan = \"openai/mini\", calls = 3) void a() {}")
        .with(option())
        .with(
            new LaterSource(
                "com.acme.Later",
                "package com.acme; class Later {"
                    + " @dev.ritmo.RateLimited(plan = \"openai/mini\", calls = 3) void b() {} }"))
        .hasMessages(
            exceeded(
                    "5 calls in 60 SECONDS",
                    15,
                    "com.acme.Calls.a() takes 3, com.acme.Later.b() takes 3")
                .replace("openai/gpt-4o", "openai/mini"));
  }

  @Test
  void limitsThatAreWrongThemselvesAreNotHeldAgainstThePlan() {
    assertThatMethod("@RateLimited(plan = \"openai/mini\", calls = ^0) void a() {}")
        .with(option())
        .hasErrors(
            "[CallsNotPositive] @RateLimited calls must be at least 1, but was 0. Fix: allow at"
                + " least one call per period.");
  }

  @Test
  void anotherPlanUnderTheSameNameOfALimiterIsADisagreement() {
    assertThatMethod(
            "@RateLimited(plan = \"openai/mini\") void a() {}"
                + " @RateLimited(calls = 4, limiter = ^\"openai/mini\") void b() {}")
        .with(option())
        .hasErrors(
            "[LimitsDisagree] @RateLimited limiter openai/mini must have the same limits everywhere,"
                + " but has calls = 5, period = 60 SECONDS on com.acme.Calls.a() and calls = 4,"
                + " period = 60 SECONDS on com.acme.Calls.b(). Fix: write the same limits, or give"
                + " one of them another limiter.");
  }
}
