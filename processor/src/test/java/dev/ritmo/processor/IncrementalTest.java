package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;

import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds that find the output of the last one on their class path, as those of Maven do. */
class IncrementalTest {

  private static final String METHOD = "{ @dev.ritmo.RateLimited(calls = 1) void a() {} }";

  @TempDir Path output;

  @Test
  void theGeneratedClassOfTheLastBuildIsReplaced() {
    assertThat(compile("A_B", "class A_B " + METHOD)).isEmpty();
    assertThat(compile("A_B", "class A_B " + METHOD)).isEmpty();
  }

  @Test
  void aTypeTakesTheNameThatAnotherHadInTheLastBuild() {
    assertThat(compile("A_B", "class A_B " + METHOD)).isEmpty();
    assertThat(compile("A", "class A { static class B " + METHOD + " }")).isEmpty();
  }

  private List<String> compile(String name, String source) {
    List<String> printed = new ArrayList<>();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                diagnostic -> printed.add(diagnostic.getMessage(Locale.ROOT)),
                List.of(
                    "-Xlint:all,-processing",
                    "-Aritmo.weaving=maven",
                    "-d",
                    output.toString(),
                    "-sourcepath",
                    output.toString(),
                    "-classpath",
                    output + File.pathSeparator + System.getProperty("java.class.path")),
                null,
                List.of(JavaFileObjects.forSourceString(name, source)));
    task.setProcessors(List.of(new RitmoProcessor()));
    task.call();
    return printed;
  }
}
