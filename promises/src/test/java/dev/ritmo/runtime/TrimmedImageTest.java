package dev.ritmo.runtime;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import dev.failsafe.Failsafe;
import dev.ritmo.RateLimited;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aspectj.lang.annotation.Aspect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An image that was trimmed to what a program needs may have no flight recorder. */
@Timeout(60)
final class TrimmedImageTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin/java").toString();

  private static String location(Class<?> type) {
    return Path.of(
            java.net.URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  private static String run(String... arguments) throws Exception {
    String classes =
        Stream.of(
                WithoutFlightRecorder.class,
                Ritmo.class,
                RateLimited.class,
                Failsafe.class,
                Aspect.class)
            .map(TrimmedImageTest::location)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        Stream.concat(
                Stream.concat(Stream.of(JAVA), Stream.of(arguments)),
                Stream.of("-cp", classes, WithoutFlightRecorder.class.getName()))
            .toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertWithMessage(output)
        .that(process.waitFor())
        .isEqualTo(output.contains("jdk.jfr is") ? 1 : 0);
    return output;
  }

  @Test
  void everythingWorksWithoutIt() throws Exception {
    assertThat(run("--limit-modules", "java.base")).contains(WithoutFlightRecorder.DONE);
  }

  @Test
  void theTestWouldNotice() throws Exception {
    assertThat(run("--limit-modules", "java.base,jdk.jfr")).contains("jdk.jfr is there");
  }
}
