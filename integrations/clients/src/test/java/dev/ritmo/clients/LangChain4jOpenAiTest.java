package dev.ritmo.clients;

import dev.langchain4j.model.openai.OpenAiChatModel;
import java.time.Duration;

final class LangChain4jOpenAiTest extends ClientContract {

  LangChain4jOpenAiTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) {
    String unused =
        OpenAiChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .modelName("gpt-4o")
            .timeout(timeout)
            .maxRetries(0)
            .build()
            .chat("hello");
  }

  @Override
  boolean keepsHeaders() {
    return false;
  }
}
