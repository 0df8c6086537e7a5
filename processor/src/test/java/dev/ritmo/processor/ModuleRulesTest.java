package dev.ritmo.processor;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.processor.SourceSubject.assertThatFiles;
import static java.util.stream.Collectors.joining;

import com.google.testing.compile.JavaFileObjects;
import dev.ritmo.RateLimited;
import dev.ritmo.processor.check.OwnVersion;
import dev.ritmo.runtime.spi.GovernedType;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModuleRulesTest {

  private static final String GOVERNED =
      "package com.acme; class Calls { @dev.ritmo.RateLimited(calls = 1) void ^a() {} }";
  private static final String ALSO_GOVERNED =
      "package com.acme; class More { @dev.ritmo.RateLimited(calls = 1) void b() {} }";
  private static final String OTHER = "package com.other; class Free {}";
  private static final String FIRST = GOVERNED.indexOf('^') + 1 + ": ";

  private static final List<String> REQUIRED = List.of("failsafe", "aspectjrt");

  @TempDir Path output;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "open module com.app { requires dev.ritmo.runtime; }",
        "module com.app { requires dev.ritmo.runtime; opens com.acme; }",
        "module com.app { requires dev.ritmo.runtime; opens com.acme to dev.ritmo.runtime; }",
        "module com.app { requires dev.ritmo.runtime;"
            + " opens com.acme to java.base, dev.ritmo.runtime; }",
      })
  void anOpenPackageIsAccepted(String module) {
    assertThat(compile(module, GOVERNED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module com.app { requires dev.ritmo.runtime; }",
        "module com.app { requires dev.ritmo.runtime; exports com.acme; }",
        "module com.app { requires dev.ritmo.runtime; opens com.acme to java.base; }",
        "module com.app { requires dev.ritmo.runtime; opens com.other to dev.ritmo.runtime; }"
      })
  void aPackageThatIsNotOpenIsReportedOnce(String module) {
    assertThat(compile(module, GOVERNED, ALSO_GOVERNED, OTHER))
        .containsExactly(
            FIRST
                + "[PackageNotOpened] The package com.acme must be open to dev.ritmo.runtime, but"
                + " the module com.app does not open it. Fix: add this to its module-info.java:"
                + " opens com.acme to dev.ritmo.runtime;");
  }

  @Test
  void aModuleThatDoesNotReadTheRuntimeIsReportedOnce() {
    assertThat(
            compile(
                "module com.app { requires dev.ritmo.annotations; opens com.acme; }",
                GOVERNED,
                ALSO_GOVERNED))
        .containsExactly(
            FIRST
                + "[RuntimeNotRequired] The module com.app must read dev.ritmo.runtime, but does not"
                + " require it. Fix: add this to its module-info.java: requires"
                + " dev.ritmo.runtime;");
  }

  @Test
  void nothingGovernedNeedsNoOpenPackage() {
    assertThat(compile("module com.app { requires dev.ritmo.annotations; }", OTHER)).isEmpty();
  }

  @Test
  void aClassPathWithoutTheRuntimeIsReported() {
    assertThatFiles(GOVERNED, ALSO_GOVERNED)
        .with("-classpath", locationOf(RateLimited.class))
        .hasErrors(
            "[RuntimeMissing] The class path must hold the runtime, but it was not found there. Fix:"
                + " add the dependency dev.ritmo:ritmo-runtime:"
                + OwnVersion.read()
                + ".");
  }

  @ParameterizedTest
  @CsvSource({"'', false", "requires java.compiler;, true"})
  void generatedIsWrittenOnlyWhereTheModuleCanSeeIt(String requires, boolean written)
      throws IOException {
    String module = "open module com.app { requires dev.ritmo.runtime; " + requires + " }";
    assertThat(compile(module, GOVERNED)).isEmpty();

    String source = Files.readString(output.resolve("com/acme/Calls_Ritmo.java"));
    assertThat(source.contains("@Generated")).isEqualTo(written);
  }

  /** Compiles a module, which compile-testing cannot, and returns what was printed. */
  private List<String> compile(String module, String... sources) {
    List<JavaFileObject> files = new ArrayList<>();
    files.add(JavaFileObjects.forSourceString("module-info", module));
    for (int i = 0; i < sources.length; i++) {
      files.add(JavaFileObjects.forSourceString("File" + i, sources[i].replace("^", "")));
    }
    List<String> printed = new ArrayList<>();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                diagnostic ->
                    printed.add(
                        diagnostic.getColumnNumber() + ": " + diagnostic.getMessage(Locale.ROOT)),
                List.of(
                    "-Xlint:all,-processing",
                    "-Werror",
                    "-Aritmo.weaving=maven",
                    "-d",
                    output.toString(),
                    "--module-path",
                    modulePath()),
                null,
                files);
    task.setProcessors(List.of(new RitmoProcessor()));
    assertThat(task.call()).isEqualTo(printed.isEmpty());
    return printed;
  }

  /** Ours, and what the module of the runtime requires. */
  private static String modulePath() {
    Stream<String> required =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> REQUIRED.stream().anyMatch(entry::contains));
    return Stream.concat(
            Stream.of(locationOf(RateLimited.class), locationOf(GovernedType.class)), required)
        .collect(joining(File.pathSeparator));
  }

  private static String locationOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
