package acme;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.service.AiServices;
import java.util.function.Supplier;

/** Carries no annotation itself. */
public class Assistants {

  public static Assistant built(ChatModel model) {
    Supplier<Assistant> builds = () -> AiServices.builder(Assistant.class).chatModel(model).build();
    return builds.get();
  }

  public static Assistant streaming(StreamingChatModel model) {
    return AiServices.builder(Assistant.class).streamingChatModel(model).build();
  }

  public static Assistant created(ChatModel model) {
    return AiServices.create(Assistant.class, model);
  }
}
