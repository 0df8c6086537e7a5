package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
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
    Between between = new Between();
    assertThatFiles(ONE, TWO, THREE).only(between).isClean();

    assertThat(between.originating)
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
    Compilation all = assertThatFiles(ONE, TWO, THREE).only(new Between()).isClean();
    Compilation alone = assertThatFiles(ONE).only(new Between()).isClean();

    for (String name : Set.of("com.acme.One_Ritmo", "com.acme.One_In_Ritmo")) {
      assertThat(Generated.source(alone, name)).isEqualTo(Generated.source(all, name));
    }
  }

  /** The processor, with something between it and javac that records what files come from. */
  private static final class Between extends AbstractProcessor {

    private final RitmoProcessor processor = new RitmoProcessor();
    private final Map<String, String> originating = new TreeMap<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return processor.getSupportedAnnotationTypes();
    }

    @Override
    public Set<String> getSupportedOptions() {
      return processor.getSupportedOptions();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return processor.getSupportedSourceVersion();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
      Filer filer =
          proxy(
              Filer.class,
              (self, method, arguments) -> {
                Element[] elements = (Element[]) arguments[1];
                originating.put(arguments[0].toString(), Arrays.toString(elements));
                return invoke(environment.getFiler(), method, arguments);
              });
      processor.init(
          proxy(
              ProcessingEnvironment.class,
              (self, method, arguments) ->
                  method.getName().equals("getFiler")
                      ? filer
                      : invoke(environment, method, arguments)));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }

    private static Object invoke(Object on, Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(on, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
      return type.cast(
          Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
  }
}
