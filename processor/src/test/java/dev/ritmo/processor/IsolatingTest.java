package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.Test;

/**
 * What Gradle asks of an isolating processor, in an environment that hides javac, as its own does.
 */
class IsolatingTest {

  private static final String ONE =
      "package com.acme; class One { @dev.ritmo.RateLimited(calls = 1, limiter = \"chat\") void a() {}"
          + " static class In { @dev.ritmo.RetryOnRateLimit void b() {} } }";
  private static final String TWO =
      "package com.acme; class Two extends One { @Override @dev.ritmo.RateLimited(calls = 1, limiter"
          + " = \"chat\") void a() { super.a(); } }";
  private static final String THREE =
      "package com.acme; class Three { One.In one; @dev.ritmo.RateLimited(calls = 3) void c() {} }";

  @Test
  void theKindIsDeclared() throws IOException {
    try (InputStream file =
        RitmoProcessor.class.getResourceAsStream(
            "/META-INF/gradle/incremental.annotation.processors")) {
      String declared =
          new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(declared.strip()).isEqualTo(RitmoProcessor.class.getName() + ",isolating");
    }
  }

  @Test
  void eachGeneratedClassHasItsOneType() {
    Map<String, String> originating = new TreeMap<>();
    assertThatFiles(ONE, TWO, THREE)
        .only(
            new WithFiler(
                file -> originating.put(file[0].toString(), Arrays.toString((Element[]) file[1]))))
        .isClean();

    assertThat(originating)
        .containsExactly(
            "com.acme.One_Ritmo",
            "[com.acme.One]",
            "com.acme.One_In_Ritmo",
            "[com.acme.One.In]",
            "com.acme.Two_Ritmo",
            "[com.acme.Two]",
            "com.acme.Three_Ritmo",
            "[com.acme.Three]");
  }

  @Test
  void whatIsGeneratedDoesNotDependOnOtherSources() {
    Compilation all = assertThatFiles(ONE, TWO, THREE).only(hidingJavac()).isClean();
    Compilation alone = assertThatFiles(ONE).only(hidingJavac()).isClean();

    for (String name : Set.of("com.acme.One_Ritmo", "com.acme.One_In_Ritmo")) {
      assertThat(Generated.source(alone, name)).isEqualTo(Generated.source(all, name));
    }
  }

  private static Processor hidingJavac() {
    return new WithFiler(file -> {});
  }
}
