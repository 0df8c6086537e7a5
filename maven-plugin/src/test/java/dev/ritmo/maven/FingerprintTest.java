package dev.ritmo.maven;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  private static final String SERVICE = "class Service { @RateLimited(calls = 1) void ask() {} }";

  @TempDir Path temp;
  Path classes;
  Path runtime;

  @BeforeEach
  void build() throws IOException {
    classes = temp.resolve("classes");
    Compiled.into(
        classes, SERVICE, "class Plain { Runnable r = dev.ritmo.runtime.Ritmo::verify; }");
    runtime = Files.writeString(temp.resolve("runtime.jar"), "one");
  }

  @Test
  void theSameIsTheSame() throws IOException {
    assertThat(fingerprint()).isEqualTo(fingerprint());
  }

  @Test
  void governedClassesCount() throws IOException {
    String before = fingerprint();

    Compiled.into(classes, SERVICE.replace("calls = 1", "calls = 2"));

    assertThat(fingerprint()).isNotEqualTo(before);
  }

  @Test
  void otherClassesDoNot() throws IOException {
    String before = fingerprint();

    Compiled.into(classes, "class Plain { Runnable other = dev.ritmo.runtime.Ritmo::verify; }");

    assertThat(fingerprint()).isEqualTo(before);
  }

  @Test
  void theRuntimeCounts() throws IOException {
    String before = fingerprint();

    Files.writeString(runtime, "another");

    assertThat(fingerprint()).isNotEqualTo(before);
  }

  private String fingerprint() throws IOException {
    return Fingerprint.of(
        List.of(runtime), classes, ClassScan.ofFolder(classes, Compiled.annotations()).classes());
  }
}
