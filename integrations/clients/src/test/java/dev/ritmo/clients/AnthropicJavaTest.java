package dev.ritmo.clients;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import java.time.Duration;

final class AnthropicJavaTest extends ClientContract {

  AnthropicJavaTest() {
    super(Wording.ANTHROPIC);
  }

  @Override
  void call(String url, Duration timeout) {
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(url)
            .apiKey("none")
            .timeout(timeout)
            .maxRetries(0)
            .build();
    try {
      Message unused =
          client
              .messages()
              .create(
                  MessageCreateParams.builder()
                      .model("claude-sonnet-4-5")
                      .maxTokens(10)
                      .addUserMessage("hello")
                      .build());
    } finally {
      client.close();
    }
  }
}
