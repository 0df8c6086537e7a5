package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.service.AiServices;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.runtime.spi.Limit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether it is said that the requests of a service are not counted; once for each interface. */
final class UncountedRequestsTest {

  private final Program program = new Program();
  private final LogLines log = new LogLines();

  @AfterEach
  void close() {
    log.close();
    program.close();
  }

  private String ask(ChatModel model, Object... tools) {
    Chat chat = AiServices.builder(Chat.class).chatModel(model).tools(tools).build();
    return program.run(() -> chat.chat("Hi")).join();
  }

  private List<String> warnings() {
    return log.lines().stream().filter(line -> line.contains("are not counted")).toList();
  }

  @Test
  void oneWarningForAnInterfaceWhoseToolsRunUncounted() {
    UncountedRequests.forget();
    assertThat(ask(new ScriptedModel(1), new Notes())).isEqualTo("done"); // no tool runs
    assertThat(warnings()).isEmpty();

    assertThat(ask(new ScriptedModel(3), new Notes())).isEqualTo("done");
    assertThat(ask(new ScriptedModel(3), new Notes())).isEqualTo("done");
    assertThat(warnings()).hasSize(1);
    assertThat(warnings().get(0)).contains("dev.ritmo.langchain4j.Chat");
    assertThat(warnings().get(0)).contains("Fix: limit the model: RitmoModels.limit(");
  }

  @Test
  void noneWhereTheRequestsAreCounted() {
    UncountedRequests.forget();
    ChatModel limited = new RequestModel(new ScriptedModel(3), Ritmo.limiter("chat").call());

    assertThat(ask(limited, new Notes())).isEqualTo("done");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void noneWhereALimitedModelIsWithinAnother() {
    UncountedRequests.forget();
    Ritmo.limiter("other", Limit.calls(9, 1, SECONDS));
    for (String limiter : List.of("chat", "other")) {
      ChatModel limited = new RequestModel(new ScriptedModel(3), Ritmo.limiter(limiter).call());
      ChatModel around =
          new ChatModel() {
            @Override
            public ChatResponse doChat(ChatRequest request) {
              return limited.doChat(request);
            }
          };
      assertThat(ask(around, new Notes())).isEqualTo("done");
    }
    assertThat(warnings()).isEmpty();
  }
}
