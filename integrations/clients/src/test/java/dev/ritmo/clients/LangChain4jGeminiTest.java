package dev.ritmo.clients;

import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import java.time.Duration;

final class LangChain4jGeminiTest extends ClientContract {

  LangChain4jGeminiTest() {
    super(Wording.GOOGLE);
  }

  @Override
  void call(String url, Duration timeout) {
    String unused =
        GoogleAiGeminiChatModel.builder()
            .baseUrl(url + "/v1beta")
            .apiKey("none")
            .modelName("gemini-2.5-flash")
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
