package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import lombok.Value;
import org.junit.jupiter.api.Test;

class SummariesTest {

  @Value
  static class Expected {
    String text;
  }

  @Test
  void bothProcessorsHaveRun() {
    Summaries summaries = Summaries.builder().model("small ").build();

    Summaries.Request request = new Summaries.Request("ada", "text");

    assertEquals(new Expected("small text").getText(), summaries.summarize(request));
    assertThrows(RateLimitExceededException.class, () -> summaries.summarize(request));
  }
}
