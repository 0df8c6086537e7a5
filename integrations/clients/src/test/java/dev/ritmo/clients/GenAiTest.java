package dev.ritmo.clients;

import com.google.genai.Client;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import java.time.Duration;

/** Google's GenAI client keeps a message only, without the details. */
final class GenAiTest extends ClientContract {

  GenAiTest() {
    super(Wording.GOOGLE);
  }

  @Override
  void call(String url, Duration timeout) {
    try (Client client =
        Client.builder()
            .apiKey("none")
            .httpOptions(
                HttpOptions.builder()
                    .baseUrl(url)
                    .timeout((int) timeout.toMillis())
                    .retryOptions(HttpRetryOptions.builder().attempts(1).build())
                    .build())
            .build()) {
      GenerateContentResponse unused =
          client.models.generateContent("gemini-2.5-flash", "hello", null);
    }
  }

  @Override
  boolean keepsHeaders() {
    return false;
  }
}
