package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import dev.ritmo.runtime.Ritmo;
import dev.ritmo.testkit.LocalProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit of tokens on an AI service, with a real model over HTTP. */
final class SettledAnswersTest {

  private LocalProvider provider;
  private Assistant assistant;

  @BeforeEach
  void start() throws IOException {
    Ritmo.reset();
    provider = LocalProvider.builder().start();
    OpenAiChatModel model =
        OpenAiChatModel.builder()
            .baseUrl(provider.baseUrl())
            .apiKey("none")
            .modelName("gpt-4o")
            .maxRetries(0)
            .build();
    assistant = AiServices.create(Assistant.class, model);
  }

  @AfterEach
  void stop() {
    provider.close();
    Ritmo.reset();
  }

  private static long used() {
    return Ritmo.limiter("answers").snapshot().states().get(0).used();
  }

  @Test
  void whatTheProviderReportsIsWhatCounts() {
    Result<String> first = assistant.ask(UserMessage.from("Which is the longest river?"));
    assertThat(used()).isEqualTo(first.tokenUsage().totalTokenCount());

    Result<String> second = assistant.ask(UserMessage.from("And the second longest?"));
    assertThat(used())
        .isEqualTo(first.tokenUsage().totalTokenCount() + second.tokenUsage().totalTokenCount());
  }

  @Test
  void aPictureIsNotTakenForText() {
    UserMessage question =
        UserMessage.from(
            TextContent.from("What is this?"), ImageContent.from("A".repeat(100_000), "image/png"));

    assertThat(assistant.ask(question).content()).isNotEmpty();
  }
}
