package dev.ritmo.clients;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.time.Duration;

final class OpenAiJavaTest extends ClientContract {

  OpenAiJavaTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .timeout(timeout)
            .maxRetries(0)
            .build();
    try {
      ChatCompletion unused =
          client
              .chat()
              .completions()
              .create(
                  ChatCompletionCreateParams.builder()
                      .model("gpt-4o")
                      .addUserMessage("hello")
                      .build());
    } finally {
      client.close();
    }
  }
}
