package dev.ritmo.runtime.internal.config;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.runtime.spi.Limit;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentTest {

  private static final String KEY = "ritmo.limiter.environment-test.calls";

  @TempDir Path folder;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
    System.clearProperty(KEY);
  }

  private static long calls() {
    List<Limit> declared = List.of(Limit.calls(10, 1, TimeUnit.MINUTES));
    return Environment.overrides().limits("environment-test", declared).get(0).amount();
  }

  private void file(String content) throws IOException {
    Files.writeString(folder.resolve("ritmo.properties"), content);
    Thread.currentThread()
        .setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
  }

  @Test
  void withoutAnythingTheCodeHolds() {
    assertThat(calls()).isEqualTo(10);
  }

  @Test
  void aFileOnTheClassPathOverridesTheCode() throws IOException {
    file(KEY + " = 20");

    assertThat(calls()).isEqualTo(20);
  }

  @Test
  void aSystemPropertyOverridesTheFile() throws IOException {
    file(KEY + " = 20");
    System.setProperty(KEY, "30");

    assertThat(calls()).isEqualTo(30);
  }

  @Test
  void aFileThatCannotBeReadIsIgnored() throws IOException {
    file(KEY + " = \\u00zz");

    assertThat(calls()).isEqualTo(10);
  }

  @Test
  void aThreadWithoutAClassLoaderIsNoProblem() {
    Thread.currentThread().setContextClassLoader(null);

    assertThat(calls()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "ritmo.limiter.openai.calls, RITMO_LIMITER_OPENAI_CALLS",
    "ritmo.limiter.openai.calls.2, RITMO_LIMITER_OPENAI_CALLS_2",
    "ritmo.limiter.openai.maxWait, RITMO_LIMITER_OPENAI_MAXWAIT",
    "ritmo.retry.gpt-4o.maxAttempts, RITMO_RETRY_GPT_4O_MAXATTEMPTS",
    "ritmo.limiter.com.acme.Api.ask(String).calls, RITMO_LIMITER_COM_ACME_API_ASK_STRING__CALLS"
  })
  void aKeyHasAnEnvironmentVariable(String key, String variable) {
    assertThat(Source.variable(key)).isEqualTo(variable);
  }
}
