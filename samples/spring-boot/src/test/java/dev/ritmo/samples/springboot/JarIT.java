package dev.ritmo.samples.springboot;

import static com.google.common.truth.Truth.assertThat;

import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import java.io.BufferedReader;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Drives the executable jar over HTTP. */
class JarIT {

  private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

  private static Service service(Process process) throws Exception {
    BufferedReader log = process.inputReader();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      System.out.println(line);
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread reader = new Thread(() -> log.lines().forEach(System.out::println));
        reader.setDaemon(true);
        reader.start();
        return new Service(Integer.parseInt(port.group(1)));
      }
    }
    throw new AssertionError("The service has not started.");
  }

  @Test
  @Timeout(120)
  void theServiceKeepsTheLimitAndSaysSo() throws Exception {
    try (LocalProvider provider =
        LocalProvider.builder().policy(Policy.slidingWindow(100, Duration.ofMinutes(1))).start()) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-jar",
                  System.getProperty("jar"),
                  "--server.port=0",
                  "--openai.base-url=" + provider.baseUrl(),
                  "--ritmo.verify-on-start=true")
              .redirectErrorStream(true)
              .start();
      try {
        Service service = service(process);

        assertThat(service.summarize("[\"one\", \"two\"]").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = service.summarize("[\"three\", \"four\"]");

        assertThat(refused.statusCode()).isEqualTo(429);
        long seconds = refused.headers().firstValueAsLong("Retry-After").orElseThrow();
        assertThat(seconds).isGreaterThan(3_500);
        assertThat(refused.body()).contains("Too Many Requests");
        assertThat(provider.arrivals()).hasSize(3);
        String shown = service.get("/actuator/ritmo/openai");
        assertThat(shown).contains("\"declared\":3");
        assertThat(shown).contains("\"refused\":1");
        assertThat(shown).doesNotContain("four");
      } finally {
        process.destroy();
        process.waitFor();
      }
    }
  }
}
