package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The provider as LangChain4j's real clients see it. */
@Timeout(60)
final class LangChain4jTest {

  private final LocalProvider provider =
      LocalProvider.builder().policy(Policy.slidingWindow(1, Duration.ofMinutes(1))).start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void aBlockingModelGetsAnAnswerItsUsageAndTheHeaders() {
    ChatResponse response =
        model().chat(ChatRequest.builder().messages(UserMessage.from("hello")).build());

    OpenAiChatResponseMetadata metadata = (OpenAiChatResponseMetadata) response.metadata();
    assertThat(response.aiMessage().text()).isNotEmpty();
    assertThat(response.tokenUsage().totalTokenCount()).isGreaterThan(0);
    assertThat(metadata.rawHttpResponse().headers().get("x-ratelimit-remaining-requests"))
        .containsExactly("0");
  }

  @Test
  void aBlockingModelSeesARejectionAsARateLimitException() {
    model().chat("hello");

    RateLimitException thrown = assertThrows(RateLimitException.class, () -> model().chat("hello"));

    assertThat(thrown.getCause() instanceof HttpException http ? http.statusCode() : 0)
        .isEqualTo(429);
    assertThat(thrown).hasMessageThat().contains("Please try again in");
    assertThat(provider.arrivals()).hasSize(2);
  }

  @Test
  void aBlockingModelSeesAScriptedOverloadAsAServersFault() {
    provider.failNext(Failure.overloaded());

    assertThrows(InternalServerException.class, () -> model().chat("hello"));
  }

  @Test
  void aStreamingModelGetsThePiecesTheWholeAndItsUsage() {
    List<String> pieces = new ArrayList<>();

    ChatResponse response = stream(pieces).join();

    assertThat(pieces.size()).isGreaterThan(1);
    assertThat(String.join("", pieces)).isEqualTo(response.aiMessage().text());
    assertThat(response.tokenUsage().totalTokenCount()).isGreaterThan(0);
  }

  @Test
  void aStreamingModelSeesARejectionAsARateLimitException() {
    stream(new ArrayList<>()).join();

    CompletionException thrown =
        assertThrows(CompletionException.class, () -> stream(new ArrayList<>()).join());

    assertThat(thrown).hasCauseThat().isInstanceOf(RateLimitException.class);
    assertThat(thrown).hasCauseThat().hasCauseThat().isInstanceOf(HttpException.class);
  }

  private OpenAiChatModel model() {
    return OpenAiChatModel.builder()
        .baseUrl(provider.baseUrl())
        .apiKey("any")
        .modelName("tiny")
        .maxRetries(0)
        .build();
  }

  private CompletableFuture<ChatResponse> stream(List<String> pieces) {
    CompletableFuture<ChatResponse> result = new CompletableFuture<>();
    OpenAiStreamingChatModel model =
        OpenAiStreamingChatModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("any")
            .modelName("tiny")
            .build();
    model.chat(
        "hello",
        new StreamingChatResponseHandler() {
          @Override
          public void onPartialResponse(String partialResponse) {
            pieces.add(partialResponse);
          }

          @Override
          public void onCompleteResponse(ChatResponse completeResponse) {
            result.complete(completeResponse);
          }

          @Override
          public void onError(Throwable error) {
            result.completeExceptionally(error);
          }
        });
    return result;
  }
}
