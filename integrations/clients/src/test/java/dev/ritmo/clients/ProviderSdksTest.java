package dev.ritmo.clients;

import static com.google.common.truth.Truth.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import dev.ritmo.testkit.LocalProvider;
import dev.ritmo.testkit.ModelAnswer;
import dev.ritmo.testkit.ToolCall;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The testkit's provider, as the clients of the providers themselves see it. */
@Timeout(60)
final class ProviderSdksTest {

  private static final ToolCall CALL = new ToolCall("lookup", "{\"id\":42}");

  private final LocalProvider provider =
      LocalProvider.builder()
          .answers(
              request ->
                  request.model().contains("tool")
                      ? ModelAnswer.toolCalls(CALL)
                      : ModelAnswer.text("All is well.").promptTokens(50))
          .start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void openAi() {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("none")
            .responseValidation(true)
            .build();
    try {
      ChatCompletion text = client.chat().completions().create(openAi("gpt-4o"));
      ChatCompletion tool = client.chat().completions().create(openAi("tool"));
      List<String> pieces = new ArrayList<>();
      try (StreamResponse<ChatCompletionChunk> stream =
          client.chat().completions().createStreaming(openAi("gpt-4o"))) {
        stream.stream()
            .forEach(chunk -> chunk.choices().get(0).delta().content().ifPresent(pieces::add));
      }

      assertThat(text.choices().get(0).message().content()).hasValue("All is well.");
      assertThat(text.usage().orElseThrow().promptTokens()).isEqualTo(50);
      assertThat(
              tool.choices()
                  .get(0)
                  .message()
                  .toolCalls()
                  .orElseThrow()
                  .get(0)
                  .asFunction()
                  .function()
                  .arguments())
          .isEqualTo("{\"id\":42}");
      assertThat(String.join("", pieces)).isEqualTo("All is well.");
      assertThat(provider.connections()).isEqualTo(1);
    } finally {
      client.close();
    }
  }

  @Test
  void openAiEmbeddings() {
    OpenAIClient client =
        OpenAIOkHttpClient.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("none")
            .responseValidation(true)
            .build();
    try {
      CreateEmbeddingResponse response =
          client
              .embeddings()
              .create(
                  EmbeddingCreateParams.builder()
                      .model("vectors")
                      .inputOfArrayOfStrings(List.of("a", "b"))
                      .build());

      assertThat(response.data()).hasSize(2);
      assertThat(response.data().get(1).embedding()).contains(0.001f);
      assertThat(response.usage().promptTokens()).isEqualTo(50);
    } finally {
      client.close();
    }
  }

  @Test
  void anthropic() {
    String url = provider.anthropicBaseUrl().replace("/v1", "");
    AnthropicClient client =
        AnthropicOkHttpClient.builder()
            .baseUrl(url)
            .apiKey("none")
            .responseValidation(true)
            .build();
    try {
      Message text = client.messages().create(anthropic("claude"));
      Message tool = client.messages().create(anthropic("tool"));
      List<String> pieces = new ArrayList<>();
      try (var stream = client.messages().createStreaming(anthropic("claude"))) {
        stream.stream()
            .flatMap(event -> event.contentBlockDelta().stream())
            .forEach(delta -> pieces.add(delta.delta().asText().text()));
      }
      List<RawMessageStreamEvent> ofTool = new ArrayList<>();
      try (var stream = client.messages().createStreaming(anthropic("tool"))) {
        stream.stream().forEach(ofTool::add);
      }

      assertThat(text.content().get(0).asText().text()).isEqualTo("All is well.");
      assertThat(text.usage().inputTokens()).isEqualTo(50);
      assertThat(tool.content().get(0).asToolUse().name()).isEqualTo("lookup");
      assertThat(String.join("", pieces)).isEqualTo("All is well.");
      assertThat(ofTool.stream().anyMatch(RawMessageStreamEvent::isContentBlockStop)).isTrue();
    } finally {
      client.close();
    }
  }

  @Test
  void gemini() {
    String url = provider.geminiBaseUrl().replace("/v1beta", "");
    try (Client client =
        Client.builder()
            .apiKey("none")
            .httpOptions(HttpOptions.builder().baseUrl(url).build())
            .build()) {
      GenerateContentResponse text = client.models.generateContent("gemini-2.5", "hello", null);
      GenerateContentResponse tool = client.models.generateContent("tool", "hello", null);
      List<String> pieces = new ArrayList<>();
      try (ResponseStream<GenerateContentResponse> stream =
          client.models.generateContentStream("gemini-2.5", "hello", null)) {
        for (GenerateContentResponse each : stream) {
          pieces.add(each.text());
        }
      }

      assertThat(text.text()).isEqualTo("All is well.");
      assertThat(text.usageMetadata().orElseThrow().promptTokenCount()).hasValue(50);
      assertThat(tool.functionCalls().get(0).name()).hasValue("lookup");
      assertThat(String.join("", pieces)).isEqualTo("All is well.");
    }
  }

  private static ChatCompletionCreateParams openAi(String model) {
    return ChatCompletionCreateParams.builder().model(model).addUserMessage("hello").build();
  }

  private static MessageCreateParams anthropic(String model) {
    return MessageCreateParams.builder().model(model).maxTokens(10).addUserMessage("hello").build();
  }
}
