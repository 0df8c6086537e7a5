package dev.ritmo.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.internal.Json;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.input.Prompt;
import dev.ritmo.runtime.spi.PromptReader;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the text of messages, requests and segments, so that their tokens can be estimated, with
 * the tools that a request offers and a message calls. Images, audio and files have no text; their
 * tokens are known only from the answer. Immutable.
 */
public final class MessageText implements PromptReader {

  /** For content without text. */
  private static final String NOTHING = "";

  /** Found by {@link java.util.ServiceLoader}. */
  public MessageText() {}

  @Override
  public @Nullable Object read(Object prompt) {
    if (prompt instanceof UserMessage message) {
      return message.contents();
    }
    if (prompt instanceof SystemMessage message) {
      return message.text();
    }
    if (prompt instanceof AiMessage message) {
      return Arrays.asList(message.text(), message.toolExecutionRequests());
    }
    if (prompt instanceof ToolExecutionResultMessage message) {
      return message.contents();
    }
    if (prompt instanceof Content content) {
      return content instanceof TextContent text ? text.text() : NOTHING;
    }
    if (prompt instanceof ChatRequest request) {
      return Arrays.asList(
          request.messages(), request.toolSpecifications(), schema(request.responseFormat()));
    }
    return readPart(prompt);
  }

  private static @Nullable Object schema(@Nullable ResponseFormat format) {
    JsonSchema schema = format == null ? null : format.jsonSchema();
    return schema == null || schema.rootElement() == null
        ? null
        : Json.toJson(JsonSchemaElementUtils.toMap(schema.rootElement()));
  }

  private static @Nullable Object readPart(Object part) {
    if (part instanceof EmbeddingInput input) {
      return input.contents();
    }
    if (part instanceof ToolSpecification tool) {
      return tool.toJson();
    }
    if (part instanceof ToolExecutionRequest tool) {
      return Arrays.asList(tool.name(), tool.arguments());
    }
    if (part instanceof Prompt prompt) {
      return prompt.text();
    }
    return part instanceof TextSegment segment ? segment.text() : null;
  }
}
