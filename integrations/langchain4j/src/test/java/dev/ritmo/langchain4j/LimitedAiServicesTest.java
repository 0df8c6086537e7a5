package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.service.AiServices;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** AI services that woven code makes; this class is woven while it is loaded. */
final class LimitedAiServicesTest {

  private final EchoModel model = new EchoModel();

  interface Plain {
    String chat(String message);
  }

  interface Inherits extends Assistant {}

  @BeforeEach
  @AfterEach
  void reset() {
    Ritmo.reset();
  }

  private static long admitted(String limiter) {
    return Ritmo.limiter(limiter).snapshot().admitted();
  }

  @Test
  void aServiceThatIsBuiltIsLimited() {
    Assistant assistant = AiServices.builder(Assistant.class).chatModel(model).build();

    assertThat(assistant.chat("a")).isEqualTo("a");
    assertThat(assistant.chat("b")).isEqualTo("b");

    assertThrows(RateLimitExceededException.class, () -> assistant.chat("c"));
    assertThat(admitted("assistant")).isEqualTo(2);
  }

  @Test
  void aServiceThatIsCreatedIsLimitedOnce() {
    Assistant assistant = AiServices.create(Assistant.class, model);

    assertThat(assistant.translate("tree", "German")).isEqualTo("Into German: tree");

    assertThat(admitted("translator")).isEqualTo(1);
    assertThat(Ritmo.limit(Assistant.class, assistant)).isSameInstanceAs(assistant);
  }

  @Test
  void whatIsNotAnnotatedIsNotLimited() {
    Assistant assistant = AiServices.create(Assistant.class, model);
    Plain plain = AiServices.create(Plain.class, model);

    for (int i = 0; i < 5; i++) {
      assertThat(assistant.guess("a") + plain.chat("b")).isEqualTo("ab");
    }
  }

  @Test
  void aServiceThatAMethodReferenceMakesIsToBeLimitedByHand() {
    Supplier<Assistant> build = AiServices.builder(Assistant.class).chatModel(model)::build;

    Assistant assistant = Ritmo.limit(Assistant.class, build.get());

    assertThat(assistant.chat("a")).isEqualTo("a");
    assertThat(admitted("assistant")).isEqualTo(1);
  }

  @Test
  void limitsThatAreOnlyInheritedAreNotLost() {
    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> AiServices.create(Inherits.class, model));

    assertThat(thrown).hasMessageThat().contains("inherits governed methods from ");
  }
}
