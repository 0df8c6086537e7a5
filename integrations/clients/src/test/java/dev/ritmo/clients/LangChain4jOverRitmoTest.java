package dev.ritmo.clients;

import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import java.time.Duration;

/** A model of LangChain4j over Ritmo's HTTP client, which keeps the headers. */
final class LangChain4jOverRitmoTest extends ClientContract {

  LangChain4jOverRitmoTest() {
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
            .httpClientBuilder(RitmoHttpClient.builder())
            .build()
            .chat("hello");
  }
}
