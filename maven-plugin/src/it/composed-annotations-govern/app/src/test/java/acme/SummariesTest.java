package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.Test;

class SummariesTest {

  @Test
  void anAnnotationOfAnotherModuleLimits() {
    assertEquals("a", new Summaries().summarize("a"));

    assertEquals(1, Ritmo.limiter("openai").snapshot().admitted());
    assertEquals(2, Ritmo.limiter("openai").snapshot().limits().size());
  }

  @Test
  void itsElementsOverrideAndItRetries() {
    Summaries summaries = new Summaries();

    assertThrows(IllegalStateException.class, summaries::fail);

    assertEquals(3, summaries.attempts);
    assertEquals(3, Ritmo.limiter("batch").snapshot().admitted());
  }

  @Test
  void anAnnotationOfThisModuleLimitsMethodsAndTypes() {
    new Summaries().once();
    new Whole().ask();

    assertEquals(1, Ritmo.limiter("acme.Summaries.once()").snapshot().admitted());
    assertEquals(1, Ritmo.limiter("acme.Whole").snapshot().admitted());
  }

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }
}
