package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.model.InputLocation;
import org.apache.maven.model.InputSource;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.junit.jupiter.api.Test;

class CompilerPluginTest {

  private static final String DEFAULTS =
      "org.apache.maven:maven-core:3.8.7:default-lifecycle-bindings";

  @Test
  void anOldDefaultIsReplaced() throws WeavingException {
    Plugin compiler = plugin("3.1", DEFAULTS);

    assertThat(CompilerPlugin.ensureProcessorPath(compiler)).hasValue("3.1");
    assertThat(compiler.getVersion()).isEqualTo(CompilerPlugin.KNOWN_GOOD);
  }

  @Test
  void anOldVersionOfTheUserEndsTheBuild() {
    Plugin compiler = plugin("3.3", "com.acme:app:1");

    WeavingException failure =
        assertThrows(WeavingException.class, () -> CompilerPlugin.ensureProcessorPath(compiler));

    assertThat(failure)
        .hasMessageThat()
        .isEqualTo(
            """
            [CompilerPluginTooOld] maven-compiler-plugin must be 3.5 or newer to have a processor \
            path, but the project pins:
              3.3 (com.acme:app:1, line 12)
            Fix: write <version>3.16.0</version> in its <plugin> block.""");
    assertThat(compiler.getVersion()).isEqualTo("3.3");
  }

  @Test
  void aNewerVersionStays() throws WeavingException {
    for (String version : List.of("3.5", "3.10.1", "4.0.0-beta-5")) {
      Plugin compiler = plugin(version, DEFAULTS);

      assertThat(CompilerPlugin.ensureProcessorPath(compiler)).isEmpty();
      assertThat(compiler.getVersion()).isEqualTo(version);
    }
  }

  @Test
  void thePluginAndEachExecutionGetTheProcessor() {
    Plugin compiler = plugin("3.16.0", DEFAULTS);
    compiler.addExecution(execution("compile"));
    compiler.addExecution(execution("testCompile"));
    List<Boolean> asked = new ArrayList<>();

    CompilerPlugin.addProcessor(
        compiler,
        "1",
        new PlanOptions(Optional.empty(), Optional.empty()),
        (configuration, forTests) -> {
          asked.add(forTests);
          return List.of();
        });

    assertThat(asked).containsExactly(false, false, true).inOrder();
    assertThat(compiler.getConfiguration().toString()).contains("ritmo-processor");
    compiler
        .getExecutions()
        .forEach(
            execution ->
                assertThat(execution.getConfiguration().toString()).contains("ritmo-processor"));
  }

  private static PluginExecution execution(String goal) {
    PluginExecution execution = new PluginExecution();
    execution.setId("default-" + goal);
    execution.addGoal(goal);
    return execution;
  }

  private static Plugin plugin(String version, String modelId) {
    InputSource source = new InputSource();
    source.setModelId(modelId);
    Plugin compiler = new Plugin();
    compiler.setArtifactId("maven-compiler-plugin");
    compiler.setVersion(version);
    compiler.setLocation("version", new InputLocation(12, 7, source));
    return compiler;
  }
}
