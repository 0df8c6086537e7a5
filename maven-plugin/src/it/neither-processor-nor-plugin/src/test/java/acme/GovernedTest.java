package acme;

import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.Test;

class GovernedTest {

  @Test
  void everythingAnnotatedIsGoverned() {
    Ritmo.verify();
  }
}
