package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatMethod;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import dev.ritmo.processor.check.OwnVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeaverRulesTest {

  private static final String DECLARED = "-Aritmo.weaving=maven";
  private static final String NOT_DECLARED =
      """
      [WeaverNotDeclared] The weaver must be declared, but the compiler option -Aritmo.weaving is \
      missing. Fix: add this to <build><plugins> of the pom.xml; the plugin weaves and sets the \
      option:
          <plugin>
            <groupId>dev.ritmo</groupId>
            <artifactId>ritmo-maven-plugin</artifactId>
            <version>VERSION</version>
            <extensions>true</extensions>
          </plugin>
      Without Maven, weave by hand and give the compiler the option that says how:
          -Aritmo.weaving=ajc          (ajc weaves the class files)
          -Aritmo.weaving=load-time    (the agent aspectjweaver weaves them as they are loaded)"""
          .replace("VERSION", OwnVersion.read());

  @Test
  void aMissingWeaverIsReportedOnceAtTheFirstGovernedMethod() {
    assertThatType(
            "class Calls { void free() {} @RateLimited(calls = 1) void ^b() {}"
                + " @RateLimited(calls = 1) void a() {} }"
                + " @RetryOnRateLimit class Others { public void c() {} }")
        .without(DECLARED)
        .hasErrors(NOT_DECLARED);
  }

  @Test
  void aMissingWeaverIsReportedOnceOverAllRounds() {
    assertThatType("@RateLimited(calls = 1) ^class Calls { public void a() {} }")
        .without(DECLARED)
        .with(
            new LaterSource(
                "com.acme.Later",
                "package com.acme; class Later { @dev.ritmo.RetryOnRateLimit void b() {} }"))
        .hasErrors(NOT_DECLARED);
  }

  @Test
  void nothingGovernedNeedsNoWeaver() {
    assertThatType("class Calls { void free() {} }").without(DECLARED).isClean();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradle", "Maven", " ajc"})
  void anUnknownWeaverIsRejected(String weaver) {
    assertThatMethod("@RateLimited(calls = 1) void ^a() {}")
        .without(DECLARED)
        .with("-Aritmo.weaving=" + weaver)
        .hasErrors(unknown(weaver));
  }

  @Test
  void aWeaverWithoutAValueIsRejected() {
    assertThatMethod("@RateLimited(calls = 1) void ^a() {}")
        .without(DECLARED)
        .with("-Aritmo.weaving")
        .hasErrors(unknown(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maven", "ajc", "load-time"})
  void aKnownWeaverIsAccepted(String weaver) {
    assertThatMethod("@RateLimited(calls = 1) void a() {}")
        .without(DECLARED)
        .with("-Aritmo.weaving=" + weaver)
        .isClean();
  }

  private static String unknown(String weaver) {
    return "[WeaverUnknown] The compiler option -Aritmo.weaving must be maven, ajc or load-time, but"
        + " was '"
        + weaver
        + "'. Fix: write the one that weaves; ritmo-maven-plugin sets maven.";
  }
}
