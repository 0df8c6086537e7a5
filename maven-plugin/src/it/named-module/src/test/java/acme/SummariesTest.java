package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.RateLimitExceededException;
import org.junit.jupiter.api.Test;

class SummariesTest {

  @Test
  void theLimitHoldsInsideTheModule() {
    Summaries summaries = new Summaries();
    assertEquals("acme", Summaries.class.getModule().getName());
    assertEquals("dev.ritmo.runtime", RateLimitExceededException.class.getModule().getName());
    assertEquals("text", summaries.summarize("text"));

    assertThrows(RateLimitExceededException.class, () -> summaries.summarize("text"));
  }
}
