package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

class InternalErrorTest {

  @Test
  void whatGoesWrongInsideBecomesOneDiagnostic() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(
                new DiskFull(),
                new LaterSource(
                    "Later", "class Later { @dev.ritmo.RateLimited(calls = 1) void b() {} }"))
            .withOptions("-Aritmo.weaving=maven")
            .compile(
                JavaFileObjects.forSourceString(
                    "Calls", "class Calls { @dev.ritmo.RateLimited(calls = 1) void a() {} }"));

    assertThat(compilation.diagnostics()).hasSize(1);
    Diagnostic<?> diagnostic = compilation.diagnostics().get(0);
    String message = diagnostic.getMessage(Locale.ROOT);
    assertThat(diagnostic.getKind()).isEqualTo(Diagnostic.Kind.ERROR);
    assertThat(message)
        .startsWith(
            "[InternalError] The processor must cope with any source, but failed with"
                + " java.io.UncheckedIOException: java.io.IOException: disk full at"
                + " dev.ritmo.processor.GovernedTypesStep.write(GovernedTypesStep.java:");
    assertThat(message).endsWith("). Fix: report it, with the source that causes it.");
    assertThat(message.lines().count()).isEqualTo(1);
  }

  /** The processor, on a disk that takes no more files. */
  private static final class DiskFull extends AbstractProcessor {

    private final RitmoProcessor processor = new RitmoProcessor();

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
              (method, arguments) -> {
                throw new IOException("disk full");
              });
      processor.init(
          proxy(
              ProcessingEnvironment.class,
              (method, arguments) ->
                  method.getName().equals("getFiler")
                      ? filer
                      : method.invoke(environment, arguments)));
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      processor.process(annotations, round);
      return false;
    }

    private static <T> T proxy(Class<T> type, Behaviour behaviour) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                try {
                  return behaviour.call(method, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }));
    }
  }

  private interface Behaviour {
    Object call(Method method, Object[] arguments) throws Exception;
  }
}
