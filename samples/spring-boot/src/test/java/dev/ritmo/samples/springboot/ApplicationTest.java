package dev.ritmo.samples.springboot;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.Policy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(properties = "ritmo.verify-on-start=true")
class ApplicationTest {

  private static final LocalProvider PROVIDER =
      LocalProvider.builder().policy(Policy.slidingWindow(100, Duration.ofMinutes(1))).start();

  @Autowired private Summaries summaries;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) {
    registry.add("openai.base-url", PROVIDER::baseUrl);
  }

  @AfterAll
  static void close() {
    PROVIDER.close();
  }

  @Test
  void theLimitOfTheYamlHoldsForCallsOfItsOwnMethods() {
    assertThat(Ritmo.limiter("openai").snapshot().limits().get(0).amount()).isEqualTo(3);

    assertThat(summaries.summarizeAll(List.of("one", "two", "three"))).hasSize(3);

    assertThrows(RateLimitExceededException.class, () -> summaries.summarize("four"));
    assertThat(PROVIDER.arrivals()).hasSize(3);
  }
}
