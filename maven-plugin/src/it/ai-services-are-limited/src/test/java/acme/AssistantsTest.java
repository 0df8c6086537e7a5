package acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.TokenUsage;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.Ritmo;
import java.util.ArrayList;
import java.util.List;
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
  void streamsAreLimitedWhenTheyStart() {
    StreamingChatModel streaming =
        new StreamingChatModel() {
          @Override
          public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
            handler.onPartialResponse("yes");
            handler.onCompleteResponse(model.doChat(request));
          }
        };
    Assistant assistant = Assistants.streaming(streaming);
    List<Object> heard = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      assistant
          .stream("a")
          .onPartialResponse(heard::add)
          .onError(failure -> heard.add(failure.getClass()))
          .start();
    }

    assertEquals(List.of("yes", RateLimitExceededException.class), heard);
  }

  @Test
  void everythingIsGoverned() {
    Ritmo.verify();
  }
}
