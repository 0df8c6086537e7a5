package dev.ritmo.processor;

import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static dev.ritmo.processor.SourceSubject.assertThatType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InheritanceRulesTest {

  private static final String BASE =
      "class Base { @RateLimited(calls = 1) void ask(String q) {} void free() {} }";
  private static final String LOST_FIX =
      ", which it overrides, but carries no annotation. Fix: annotate it as well.";

  @Test
  void anOverrideWithoutTheAnnotationIsWarnedOf() {
    assertThatType("class Calls extends Base { @Override void ^ask(String q) {} } " + BASE)
        .hasWarnings(
            "[AnnotationLost] The method com.acme.Calls.ask(String) should be governed like"
                + " com.acme.Base.ask(String)"
                + LOST_FIX);
  }

  @Test
  void anImplementationOfADefaultMethodIsWarnedOf() {
    assertThatType(
            "class Calls { static class In<T> implements Api<T> { public T ^ask(T q) { return q; } } }"
                + " interface Api<T> { @RateLimited(calls = 1) default T ask(T q) { return q; } }")
        .hasWarnings(
            "[AnnotationLost] The method com.acme.Calls.In.ask(Object) should be governed like"
                + " com.acme.Api.ask(Object)"
                + LOST_FIX);
  }

  @Test
  void anOverrideOfAMethodThatIsGovernedThroughItsTypeIsWarnedOf() {
    assertThatType(
            "class Calls extends Base { @Override public void ^ask() {} }"
                + " @RetryOnRateLimit class Base { public void ask() {} }")
        .hasWarnings(
            "[AnnotationLost] The method com.acme.Calls.ask() should be governed like"
                + " com.acme.Base.ask()"
                + LOST_FIX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Calls extends Base { @Override void ask(String q) { super.ask(q + 1); } }",
        "class Calls extends Base { @Override void ask(String q) {"
            + " Runnable r = () -> super.ask(q); r.run(); } }",
        "class Calls extends Base { @RateLimited(calls = 1) @Override void ask(String q) {} }",
        "@RetryOnRateLimit class Calls extends Base { @Override public void ask(String q) {} }",
        "class Calls extends Base { void ask(int q) {} @Override void free() {} }",
        "class Calls extends Base { @SuppressWarnings(\"ritmo:AnnotationLost\") @Override void"
            + " ask(String q) {} }",
        "class Calls { static class Other { void ask(String q) {} } }"
      })
  void anOverrideThatIsGovernedOrCallsTheOtherIsAccepted(String type) {
    assertThatType(type + " " + BASE).isClean();
  }

  @Test
  void anOverrideThatIsChargedTwiceIsWarnedOf() {
    assertThatType(
            "class Calls extends Base { ^@RateLimited(calls = 2) @Override void ask(String q) {"
                + " if (q != null) { super.ask(q); } } } "
                + BASE)
        .hasWarnings(
            "[ChargedTwice] @RateLimited method ask(String) should be governed once, but calls"
                + " com.acme.Base.ask(String) through super, which is governed too. Fix: annotate"
                + " only one of the two.");
  }

  @Test
  void aDefaultMethodThatIsChargedTwiceIsWarnedOf() {
    assertThatType(
            "@RetryOnRateLimit class Calls implements Api { public void ^ask() { Api.super.ask(); } }"
                + " interface Api { @RateLimited(calls = 1) default void ask() {} }")
        .hasWarnings(
            "[ChargedTwice] @RetryOnRateLimit on com.acme.Calls: method ask() should be governed once,"
                + " but calls com.acme.Api.ask() through super, which is governed too. Fix: annotate"
                + " only one of the two.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Calls extends Base { @RateLimited(calls = 2) @Override void ask(String q) {"
            + " super.free(); } }",
        "class Calls extends Base { @RateLimited(calls = 2) void ask(int q) { super.ask(\"\"); } }"
      })
  void anotherMethodOfSuperIsNotTheOverriddenOne(String type) {
    assertThatType(type + " " + BASE).isClean();
  }

  @Test
  void typesOfLaterRoundsAreLookedAt() {
    assertThatFiles(
            "package com.acme; class Base { @dev.ritmo.RateLimited(calls = 1) void ask() {} }")
        .with(
            new LaterSource(
                "com.acme.Later",
                "package com.acme; class Later extends Base { void ask() { super.ask(); } }"))
        .isClean();
  }
}
