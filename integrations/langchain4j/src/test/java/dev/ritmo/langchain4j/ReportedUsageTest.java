package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.service.Result;
import dev.ritmo.runtime.spi.TokenUsage;
import dev.ritmo.runtime.spi.UsageReader;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportedUsageTest {

  private final ReportedUsage reader = new ReportedUsage();

  private static ChatResponse response(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
    return ChatResponse.builder().aiMessage(AiMessage.from("yes")).tokenUsage(usage).build();
  }

  @Test
  void answersOfModelsAndServicesReportIt() {
    var usage = new dev.langchain4j.model.output.TokenUsage(12, 3);
    TokenUsage reported = new TokenUsage(12, 3);

    assertThat(reader.read(response(usage))).isEqualTo(reported);
    assertThat(reader.read(Response.from("yes", usage))).isEqualTo(reported);
    assertThat(reader.read(Result.<String>builder().content("yes").tokenUsage(usage).build()))
        .isEqualTo(reported);
  }

  @ParameterizedTest
  @CsvSource({"12,,12,12,0", "12,,,12,0", "12,,15,12,3", ",3,15,12,3", ",3,,0,3", "12,3,99,12,3"})
  void whatIsNotSaidForItselfIsTheRest(
      @Nullable Integer input,
      @Nullable Integer output,
      @Nullable Integer all,
      long reportedInput,
      long reportedOutput) {
    var usage = new dev.langchain4j.model.output.TokenUsage(input, output, all);

    assertThat(reader.read(response(usage)))
        .isEqualTo(new TokenUsage(reportedInput, reportedOutput));
  }

  @Test
  void whatAnthropicWritesToItsCacheIsInput() {
    AnthropicTokenUsage usage =
        AnthropicTokenUsage.builder()
            .inputTokenCount(12)
            .outputTokenCount(3)
            .cacheCreationInputTokens(100)
            .cacheReadInputTokens(5_000)
            .build();

    assertThat(reader.read(response(usage))).isEqualTo(new TokenUsage(112, 3));
  }

  @Test
  void whereNothingIsReportedTheReservationStands() {
    assertThat(reader.read(response(null))).isNull();
    assertThat(reader.read(response(new dev.langchain4j.model.output.TokenUsage()))).isNull();
    assertThat(reader.read("yes")).isNull();
  }

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(UsageReader.class).stream().map(ServiceLoader.Provider::type))
        .contains(ReportedUsage.class);
  }
}
