package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import lombok.Value;
import org.junit.jupiter.api.Test;

class SummariesTest {

  @Value
  static class Text {
    String text;
  }

  @Test
  void bothProcessorsHaveRun() {
    Summaries summaries = Summaries.builder().model("small ").build();

    assertEquals("small text", summaries.summarize(new Text("text").getText()));
    assertThrows(RateLimitExceededException.class, () -> summaries.summarize("text"));
  }
}
