package dev.ritmo.clients;

import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.util.HttpClientOptions;
import java.time.Duration;
import java.util.List;

/** Azure's SDK. Its own pipeline would send no key without TLS, and would retry. */
final class AzureOpenAiTest extends ClientContract {

  AzureOpenAiTest() {
    super(Wording.AZURE);
  }

  @Override
  void call(String url, Duration timeout) {
    HttpClientOptions options =
        new HttpClientOptions().setResponseTimeout(timeout).setReadTimeout(timeout);
    ChatCompletions unused =
        new OpenAIClientBuilder()
            .endpoint(url)
            .pipeline(
                new HttpPipelineBuilder().httpClient(HttpClient.createDefault(options)).build())
            .buildClient()
            .getChatCompletions(
                "gpt-4o", new ChatCompletionsOptions(List.of(new ChatRequestUserMessage("hello"))));
  }
}
