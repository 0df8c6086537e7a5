package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.googleai.GoogleAiEmbeddingModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiModerationModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the real clients of three providers make of answers and failures. */
@Timeout(60)
final class ProviderClientsTest {

  private static final ChatRequest HELLO =
      ChatRequest.builder().messages(UserMessage.from("hello")).maxOutputTokens(100).build();

  private LocalProvider provider = LocalProvider.builder().start();

  @AfterEach
  void close() {
    provider.close();
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerHasItsTextItsUsageAndItsEnd(LangChain4jModels models) {
    start(LocalProvider.builder().answers(request -> ModelAnswer.ofTokens(7).promptTokens(50)));

    ChatResponse whole = models.blocking(provider, "any").chat(HELLO);
    StreamedChat streamed = StreamedChat.of(models.streaming(provider, "any"), HELLO);

    for (ChatResponse response : List.of(whole, streamed.response.join())) {
      assertThat(response.aiMessage().text()).isEqualTo(" so so so so so so so");
      assertThat(response.tokenUsage().inputTokenCount()).isEqualTo(50);
      assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(7);
      assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }
    assertThat(streamed.pieces).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerIsCutOffWhereTheRequestSaysSo(LangChain4jModels models) {
    start(LocalProvider.builder().answers(Answers.ofTokens(500)));

    ChatResponse whole = models.blocking(provider, "any").chat(HELLO);
    ChatResponse streamed =
        StreamedChat.of(models.streaming(provider, "any"), HELLO).response.join();

    for (ChatResponse response : List.of(whole, streamed)) {
      assertThat(response.finishReason()).isEqualTo(FinishReason.LENGTH);
      assertThat(response.tokenUsage().outputTokenCount()).isEqualTo(100);
    }
    assertThat(provider.arrivals().get(0).request().maxTokens()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource
  void cachedAndReasoningTokensAreToldAsTheProviderCountsThem(LangChain4jModels models) {
    start(
        LocalProvider.builder()
            .answers(
                request -> ModelAnswer.ofTokens(7).promptTokens(50).cached(30, 5).reasoning(11)));

    ChatResponse whole = models.blocking(provider, "any").chat(HELLO);
    ChatResponse streamed =
        StreamedChat.of(models.streaming(provider, "any"), HELLO).response.join();

    for (TokenUsage usage : List.of(whole.tokenUsage(), streamed.tokenUsage())) {
      if (usage instanceof OpenAiTokenUsage openAi) {
        assertThat(openAi.inputTokensDetails().cachedTokens()).isEqualTo(30);
        assertThat(openAi.outputTokensDetails().reasoningTokens()).isEqualTo(11);
        assertThat(openAi.totalTokenCount()).isEqualTo(68);
      } else if (usage instanceof AnthropicTokenUsage anthropic) {
        assertThat(anthropic.inputTokenCount()).isEqualTo(15);
        assertThat(anthropic.cacheReadInputTokens()).isEqualTo(30);
        assertThat(anthropic.cacheCreationInputTokens()).isEqualTo(5);
        assertThat(anthropic.outputTokenCount()).isEqualTo(18);
      } else {
        GoogleAiGeminiTokenUsage gemini = (GoogleAiGeminiTokenUsage) usage;
        assertThat(gemini.cachedContentTokenCount()).isEqualTo(30);
        assertThat(gemini.thoughtsTokenCount()).isEqualTo(11);
        assertThat(gemini.totalTokenCount()).isEqualTo(68);
      }
    }
    assertThat(provider.arrivals().get(0).used()).isEqualTo(68);
  }

  @ParameterizedTest
  @EnumSource
  void rejectionsAreRateLimits(LangChain4jModels models) {
    start(LocalProvider.builder().policy(Policy.slidingWindow(1, Duration.ofMinutes(1))));
    models.blocking(provider, "any").chat(HELLO);

    assertThrows(RateLimitException.class, () -> models.blocking(provider, "any").chat(HELLO));
    StreamedChat streamed = StreamedChat.of(models.streaming(provider, "any"), HELLO);

    assertThat(failure(streamed)).isInstanceOf(RateLimitException.class);
    assertThat(provider.arrivals().stream().map(Arrival::status).toList())
        .containsExactly(200, 429, 429);
  }

  @ParameterizedTest
  @EnumSource
  void overloadIsAFaultOfTheServer(LangChain4jModels models) {
    provider.failNext(Failure.overloaded());

    assertThrows(InternalServerException.class, () -> models.blocking(provider, "any").chat(HELLO));
  }

  @ParameterizedTest
  @EnumSource
  void eachKeyIsAnAccount(LangChain4jModels models) {
    start(
        LocalProvider.builder()
            .account("small", Policy.slidingWindow(1, Duration.ofMinutes(1)))
            .account("large", Policy.unlimited()));
    models.blocking(provider, "small").chat(HELLO);
    models.blocking(provider, "large").chat(HELLO);
    models.blocking(provider, "large").chat(HELLO);

    assertThrows(RateLimitException.class, () -> models.blocking(provider, "small").chat(HELLO));
    assertThrows(
        AuthenticationException.class, () -> models.blocking(provider, "other").chat(HELLO));

    assertThat(provider.account("small").arrivals()).hasSize(2);
    assertThat(provider.account("large").admittedNanos()).hasLength(2);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatBreaksIsAnError(LangChain4jModels models) {
    start(LocalProvider.builder().answers(request -> ModelAnswer.ofTokens(9).breaksAfter(4)));

    StreamedChat streamed = StreamedChat.of(models.streaming(provider, "any"), HELLO);

    assertThat(failure(streamed)).isNotNull();
    assertThat(streamed.pieces).hasSize(4);
    assertThat(provider.arrivals().get(0).used())
        .isEqualTo(provider.arrivals().get(0).request().promptTokens() + 4);
  }

  @ParameterizedTest
  @EnumSource
  void aStreamMayFailInItsMiddle(LangChain4jModels models) {
    start(
        LocalProvider.builder()
            .answers(request -> ModelAnswer.ofTokens(9).failsAfter(4, Failure.overloaded())));

    StreamedChat streamed = StreamedChat.of(models.streaming(provider, "any"), HELLO);

    Throwable end = streamed.response.handle((response, error) -> error).join();
    if (models == LangChain4jModels.GEMINI) {
      assertThat(end).isNull(); // this client takes any event for a part of the answer
    } else {
      assertThat(end).hasMessageThat().contains("overloaded");
    }
    assertThat(streamed.pieces).hasSize(4);
  }

  @Test
  void openAiEmbedsSeveralTextsInOneRequest() {
    OpenAiEmbeddingModel model =
        OpenAiEmbeddingModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("any")
            .modelName("vectors")
            .maxRetries(0)
            .build();

    Response<List<Embedding>> response =
        model.embedAll(List.of(TextSegment.from("a"), TextSegment.from("b")));

    Arrival arrival = provider.arrivals().get(0);
    assertThat(response.content()).hasSize(2);
    assertThat(response.content().get(0)).isNotEqualTo(response.content().get(1));
    assertThat(response.tokenUsage())
        .isEqualTo(OpenAiTokenUsage.builder().inputTokenCount(2).totalTokenCount(2).build());
    assertThat(arrival.used()).isEqualTo(2);
    assertThat(arrival.request().endpoint()).isEqualTo(Endpoint.OPENAI_EMBEDDINGS);
    assertThat(arrival.request().inputs()).isEqualTo(2);
    assertThat(arrival.request().model()).isEqualTo("vectors");
  }

  @Test
  void openAiModeratesTexts() {
    OpenAiModerationModel model =
        OpenAiModerationModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("any")
            .modelName("checks")
            .maxRetries(0)
            .build();

    assertThat(model.moderate("a").content().flagged()).isFalse();

    Arrival arrival = provider.arrivals().get(0);
    assertThat(arrival.request().endpoint()).isEqualTo(Endpoint.OPENAI_MODERATIONS);
    assertThat(arrival.request().inputs()).isEqualTo(1);
    assertThat(arrival.used()).isEqualTo(arrival.request().promptTokens());
  }

  @Test
  void geminiEmbedsOneTextOrABatch() {
    GoogleAiEmbeddingModel model =
        GoogleAiEmbeddingModel.builder()
            .baseUrl(provider.geminiBaseUrl())
            .apiKey("any")
            .modelName("vectors")
            .maxRetries(0)
            .build();

    assertThat(model.embed("a").content().vector()).isNotEmpty();
    assertThat(model.embedAll(List.of(TextSegment.from("a"), TextSegment.from("b"))).content())
        .hasSize(2);

    assertThat(provider.arrivals().stream().map(arrival -> arrival.request().inputs()).toList())
        .containsExactly(1, 2)
        .inOrder();
  }

  private void start(LocalProvider.Builder builder) {
    provider.close();
    provider = builder.start();
  }

  private static @Nullable Throwable failure(StreamedChat streamed) {
    return assertThrows(CompletionException.class, streamed.response::join).getCause();
  }
}
