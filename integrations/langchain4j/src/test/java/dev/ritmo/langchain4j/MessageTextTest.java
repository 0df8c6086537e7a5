package dev.ritmo.langchain4j;

import static com.google.common.truth.Truth.assertThat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.CustomMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.input.Prompt;
import dev.ritmo.runtime.spi.PromptReader;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageTextTest {

  private static final ToolExecutionRequest CALL =
      ToolExecutionRequest.builder()
          .id("1")
          .name("weather")
          .arguments("{\"city\":\"Bonn\"}")
          .build();
  private static final ToolSpecification TOOL =
      ToolSpecification.builder().name("weather").description("of a city").build();

  private final MessageText reader = new MessageText();

  static Stream<Arguments> prompts() {
    UserMessage question = UserMessage.from("Is it warm?");
    return Stream.of(
        Arguments.of(question, "Is it warm?"),
        Arguments.of(UserMessage.from(TextContent.from("a"), TextContent.from("b")), "a|b"),
        Arguments.of(UserMessage.from(TextContent.from("a"), image()), "a|"),
        Arguments.of(SystemMessage.from("You are brief"), "You are brief"),
        Arguments.of(AiMessage.from("Yes"), "Yes"),
        Arguments.of(AiMessage.from(CALL), "weather|{\"city\":\"Bonn\"}"),
        Arguments.of(ToolExecutionResultMessage.from(CALL, "25 degrees"), "25 degrees"),
        Arguments.of(image(), ""),
        Arguments.of(TextSegment.from("part"), "part"),
        Arguments.of(Prompt.from("Tell me"), "Tell me"),
        Arguments.of(
            ChatRequest.builder().messages(SystemMessage.from("s"), question).build(),
            "s|Is it warm?"),
        Arguments.of(
            ChatRequest.builder().messages(question).toolSpecifications(TOOL).build(),
            "Is it warm?|" + TOOL.toJson()));
  }

  private static ImageContent image() {
    return ImageContent.from("A".repeat(100_000), "image/png");
  }

  @ParameterizedTest
  @MethodSource("prompts")
  void onlyTheTextIsRead(Object prompt, String text) {
    assertThat(String.join("|", texts(reader.read(prompt)).toList())).isEqualTo(text);
  }

  /** All texts in what was read, as the runtime finds them. */
  private Stream<String> texts(@Nullable Object read) {
    if (read == null) {
      return Stream.of();
    }
    if (read instanceof String text) {
      return Stream.of(text);
    }
    return read instanceof Iterable<?> many
        ? Stream.of(many).flatMap(all -> stream(all)).flatMap(this::texts)
        : texts(Objects.requireNonNull(reader.read(read)));
  }

  private static Stream<?> stream(Iterable<?> all) {
    Stream.Builder<Object> found = Stream.builder();
    all.forEach(one -> found.add(one == null ? "" : one));
    return found.build().filter(one -> !one.equals(""));
  }

  @Test
  void whatItDoesNotKnowItLeavesToOthers() {
    assertThat(reader.read(new Object())).isNull();
    assertThat(reader.read(CustomMessage.from(Map.of("role", "other")))).isNull();
  }

  @Test
  void itIsFound() {
    assertThat(ServiceLoader.load(PromptReader.class).stream().map(ServiceLoader.Provider::type))
        .contains(MessageText.class);
  }
}
