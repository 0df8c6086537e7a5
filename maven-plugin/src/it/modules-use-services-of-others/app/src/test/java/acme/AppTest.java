package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ritmo.runtime.Ritmo;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppTest {

  @Test
  void eachCallCountsOnceHoweverManyModulesAreBetween() {
    assertEquals(List.of("aa", "bb"), new App().run(List.of("a", "b")));

    assertEquals(2, Ritmo.limiter("summaries").snapshot().admitted());
    assertEquals(4, Ritmo.limiter("model").snapshot().admitted());
  }

  @Test
  void everythingOnTheClassPathIsGoverned() {
    Ritmo.verify();
  }
}
