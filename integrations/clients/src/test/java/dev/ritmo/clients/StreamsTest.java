package dev.ritmo.clients;

import static com.google.common.truth.Truth.assertThat;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.MessageCreateParams;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.ritmo.clients.ScriptedProvider.Reply;
import dev.ritmo.langchain4j.http.RitmoHttpClient;
import dev.ritmo.runtime.internal.signal.Signals;
import dev.ritmo.runtime.spi.Signal;
import dev.ritmo.runtime.spi.Signal.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that are rejected before they begin, and errors that come within one. */
@Timeout(60)
final class StreamsTest {

  private static final Reply REJECTION =
      new Reply(429, Map.of("Retry-After", "7"), Wording.OPENAI.rejection);
  private static final Reply OPENAI_EVENT =
      new Reply(200, Map.of(), "data: " + Wording.OPENAI.overload + "\n\n");
  private static final Reply ANTHROPIC_EVENT =
      new Reply(200, Map.of(), "event: error\ndata: " + Wording.ANTHROPIC.overload + "\n\n");

  private interface Call {
    void send(String url) throws Exception;
  }

  private static Signal signal(Reply reply, Call call) throws Exception {
    try (ScriptedProvider provider = ScriptedProvider.answering(reply)) {
      call.send(provider.url());
    } catch (Exception failure) {
      return Signals.of(failure, Instant.now());
    }
    throw new AssertionError("did not fail");
  }

  private static void stream(StreamingChatModel model) throws Exception {
    CompletableFuture<ChatResponse> response = new CompletableFuture<>();
    model.chat(
        "hello",
        new StreamingChatResponseHandler() {
          @Override
          public void onCompleteResponse(ChatResponse complete) {
            response.complete(complete);
          }

          @Override
          public void onError(Throwable failure) {
            response.completeExceptionally(failure);
          }
        });
    ChatResponse unused = response.get(30, TimeUnit.SECONDS);
  }

  private static void langChain4jOpenAi(String url) throws Exception {
    stream(
        OpenAiStreamingChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .modelName("gpt-4o")
            .build());
  }

  private static void overRitmo(String url) throws Exception {
    stream(
        OpenAiStreamingChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .modelName("gpt-4o")
            .httpClientBuilder(RitmoHttpClient.builder())
            .build());
  }

  private static void langChain4jAnthropic(String url) throws Exception {
    stream(
        AnthropicStreamingChatModel.builder()
            .baseUrl(url + "/v1")
            .apiKey("none")
            .modelName("claude-sonnet-4-5")
            .build());
  }

  private static void openAiJava(String url) {
    var client =
        OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey("none").maxRetries(0).build();
    var request =
        ChatCompletionCreateParams.builder().model("gpt-4o").addUserMessage("hello").build();
    try (var chunks = client.chat().completions().createStreaming(request)) {
      chunks.stream().forEach(chunk -> {});
    } finally {
      client.close();
    }
  }

  private static void anthropicJava(String url) {
    var client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey("none").maxRetries(0).build();
    var request =
        MessageCreateParams.builder()
            .model("claude-sonnet-4-5")
            .maxTokens(10)
            .addUserMessage("hello")
            .build();
    try (var events = client.messages().createStreaming(request)) {
      events.stream().forEach(event -> {});
    } finally {
      client.close();
    }
  }

  @Test
  void aRejectionBeforeTheStreamIsOneLikeAnyOther() throws Exception {
    long inWords = Duration.ofSeconds(9).toNanos();
    long inHeaders = Duration.ofSeconds(7).toNanos();

    assertThat(signal(REJECTION, StreamsTest::langChain4jOpenAi).statedDelayNanos())
        .isEqualTo(inWords);
    assertThat(signal(REJECTION, StreamsTest::langChain4jAnthropic).statedDelayNanos())
        .isEqualTo(inWords);
    assertThat(signal(REJECTION, StreamsTest::overRitmo).statedDelayNanos()).isEqualTo(inHeaders);
    assertThat(signal(REJECTION, StreamsTest::openAiJava).statedDelayNanos()).isEqualTo(inHeaders);
    assertThat(signal(REJECTION, StreamsTest::anthropicJava).statedDelayNanos())
        .isEqualTo(inHeaders);
  }

  @Test
  void anOverloadWithinTheStreamIsSeen() throws Exception {
    assertThat(signal(ANTHROPIC_EVENT, StreamsTest::langChain4jAnthropic).kind())
        .isEqualTo(Kind.OVERLOADED);
    assertThat(signal(ANTHROPIC_EVENT, StreamsTest::anthropicJava).kind())
        .isEqualTo(Kind.OVERLOADED);
    assertThat(signal(OPENAI_EVENT, StreamsTest::openAiJava).kind()).isEqualTo(Kind.OVERLOADED);
    assertThat(signal(OPENAI_EVENT, StreamsTest::overRitmo).kind()).isEqualTo(Kind.OVERLOADED);
  }

  @Test
  void anErrorEventOfOpenAiIsSeenThroughLangChain4j() throws Exception {
    Reply event =
        new Reply(200, Map.of(), "event: error\ndata: " + Wording.OPENAI.overload + "\n\n");

    assertThat(signal(event, StreamsTest::langChain4jOpenAi).kind()).isEqualTo(Kind.OVERLOADED);
  }
}
