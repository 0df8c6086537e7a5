package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatMethod;

import dev.ritmo.runtime.spi.GovernedMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferralTest {

  @Test
  void aTypeWaitsForParametersThatOthersGenerate() {
    List<GovernedMethod> methods =
        assertThatMethod("@RateLimited(calls = 1) void ask(Later later, Later.Inner[] inner) {}")
            .with(
                new LaterSource(
                    "com.acme.Later", "package com.acme; class Later { static class Inner {} }"))
            .governs();

    assertThat(methods.stream().map(GovernedMethod::signature).toList())
        .containsExactly("ask(com.acme.Later,com.acme.Later$Inner[])");
  }

  @Test
  void aTypeWaitsForFailuresThatOthersGenerate() {
    List<GovernedMethod> methods =
        assertThatMethod("@RetryOnRateLimit(retryOn = Later.class) void ask() {}")
            .with(
                new LaterSource(
                    "com.acme.Later",
                    "package com.acme; class Later extends Exception {"
                        + " static final long serialVersionUID = 1; }"))
            .governs();

    assertThat(methods).hasSize(1);
  }

  @Test
  void whatNeverResolvesIsLeftToTheCompiler() {
    List<String> messages =
        assertThatMethod("@RateLimited(calls = 0) void ask(Never never) {}")
            .compile()
            .diagnostics()
            .stream()
            .map(diagnostic -> diagnostic.getMessage(null).lines().findFirst().orElseThrow())
            .toList();

    assertThat(messages).containsExactly("cannot find symbol");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@RateLimited(calls = 0) int field;",
        "@RateLimited(calls = 0) Calls() {}",
        "void ask(@RateLimited(calls = 0) int parameter) {}",
        "void ask() { @RateLimited(calls = 0) int local; }",
        "<@RateLimited(calls = 0) T> void ask() {}"
      })
  void aPlaceThatTheAnnotationsDoNotAllowIsLeftToTheCompiler(String member) {
    List<String> messages =
        assertThatMethod(member).compile().diagnostics().stream()
            .map(diagnostic -> diagnostic.getMessage(null).lines().findFirst().orElseThrow())
            .toList();

    assertThat(messages).hasSize(1);
    assertThat(messages.get(0)).contains("not applicable");
  }
}
