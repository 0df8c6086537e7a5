package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.util.Locale;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

class InternalErrorTest {

  @Test
  void whatGoesWrongInsideBecomesOneDiagnostic() {
    Compilation compilation =
        Compiler.javac()
            .withProcessors(
                new WithFiler(
                    file -> {
                      throw new IOException("disk full");
                    }),
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
}
