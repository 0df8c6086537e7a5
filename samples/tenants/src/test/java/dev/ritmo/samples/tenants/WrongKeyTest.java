package dev.ritmo.samples.tenants;

import static com.google.common.truth.Truth.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that leads nowhere does not wait for production: the source does not compile. */
final class WrongKeyTest {

  private static final String SOURCE =
      """
      package dev.ritmo.samples.tenants;

      import dev.ritmo.RateLimited;

      class Typo {
        @RateLimited(calls = 5, key = "question.usr.id")
        String ask(Question question) {
          return question.text();
        }
      }
      """;

  @TempDir private Path output;

  @Test
  void aMemberThatIsNotThereIsACompileError() {
    List<Diagnostic<? extends JavaFileObject>> errors = compile(SOURCE);

    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).getMessage(Locale.ROOT))
        .contains(
            "[KeyMemberUnknown] @RateLimited method ask(dev.ritmo.samples.tenants.Question) must"
                + " have a key that can be followed, but in question.usr.id,"
                + " dev.ritmo.samples.tenants.Question has no usr (did you mean user?).");
    assertThat(errors.get(0).getLineNumber()).isEqualTo(6);
    assertThat(errors.get(0).getColumnNumber()).isEqualTo(33);
  }

  @Test
  void withoutTheTypoItCompiles() {
    assertThat(compile(SOURCE.replace("usr", "user"))).isEmpty();
  }

  /** The processor is on the class path of this test. */
  private List<Diagnostic<? extends JavaFileObject>> compile(String source) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options =
        List.of(
            "-proc:only",
            "-Aritmo.weaving=maven",
            "-processor",
            "dev.ritmo.processor.RitmoProcessor",
            "-classpath",
            System.getProperty("java.class.path"),
            "-d",
            output.toString());
    javac.getTask(null, null, found, options, null, List.of(new InMemory(source))).call();
    return List.copyOf(found.getDiagnostics());
  }

  private static final class InMemory extends SimpleJavaFileObject {

    private final String source;

    InMemory(String source) {
      super(URI.create("string:///dev/ritmo/samples/tenants/Typo.java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
