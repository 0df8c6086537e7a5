package dev.ritmo.clients;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import java.time.Duration;

final class LangChain4jAnthropicTest extends ClientContract {

  LangChain4jAnthropicTest() {
    super(Wording.ANTHROPIC);
  }

  @Override
  void call(String url, Duration timeout) {
    String unused =
        AnthropicChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .modelName("claude-sonnet-4-5")
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
