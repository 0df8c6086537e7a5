package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.Ritmo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AssistantsTest {

  private final ChatModel model =
      new ChatModel() {
        @Override
        public ChatResponse doChat(ChatRequest request) {
          return ChatResponse.builder()
              .aiMessage(AiMessage.from("yes"))
              .tokenUsage(new TokenUsage(40, 2))
              .build();
        }
      };

  @BeforeEach
  void reset() {
    Ritmo.reset();
  }

  @Test
  void servicesAreLimitedWhereverTheyAreMade() {
    assertEquals("yes", Assistants.built(model).chat("a"));
    assertEquals("yes", Assistants.created(model).chat("b"));

    assertEquals(2, Ritmo.limiter("assistant").snapshot().admitted());
  }

  @Test
  void noCallIsCountedTwice() {
    Assistant assistant = Assistants.built(model);

    assertSame(assistant, Ritmo.limit(Assistant.class, assistant));
    assistant.chat("a");

    assertEquals(1, Ritmo.limiter("assistant").snapshot().admitted());
  }

  @Test
  void tokensAreThoseThatTheModelReports() {
    assertEquals("yes", Assistants.built(model).ask(UserMessage.from("a")).content());

    assertEquals(42, Ritmo.limiter("answers").snapshot().states().get(0).used());
  }

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }
}
