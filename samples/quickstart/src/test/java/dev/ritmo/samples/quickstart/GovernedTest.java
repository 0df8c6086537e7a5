package dev.ritmo.samples.quickstart;

import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.Test;

final class GovernedTest {

  @Test
  void everythingAnnotatedIsGoverned() {
    Ritmo.verify();
  }
}
