package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bodies of OpenAI's chat completions. */
final class Json {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A fixed time stamp, because bodies must not differ between runs. */
  private static final long CREATED = 1_767_225_600L;

  private Json() {}

  /** The relevant parts of a request. */
  record Request(String model, boolean stream, boolean includeUsage, int promptTokens) {}

  /** Parses a request; null if it is not one. */
  static @Nullable Request request(byte[] body) {
    JsonNode root;
    try {
      root = READER.readTree(body);
    } catch (IOException e) {
      return null;
    }
    JsonNode model = root.path("model");
    JsonNode messages = root.path("messages");
    if (!model.isTextual() || !messages.isArray() || messages.isEmpty()) {
      return null;
    }
    return new Request(
        model.textValue(),
        root.path("stream").asBoolean(),
        root.path("stream_options").path("include_usage").asBoolean(),
        Math.max(1, messages.toString().length() / 4));
  }

  static String error(String type, String code, String message) {
    ObjectNode root = NODES.objectNode();
    root.putObject("error")
        .put("message", message)
        .put("type", type)
        .putNull("param")
        .put("code", code);
    return root.toString();
  }

  static String completion(Request request, int number, String answer, int words) {
    ObjectNode root = answerTo(request, number, "chat.completion");
    ObjectNode choice = choice(root, "stop");
    choice.putObject("message").put("role", "assistant").put("content", answer);
    putUsage(root, request, words);
    return root.toString();
  }

  /** A chunk with a piece of the answer; the first one names the role. */
  static String piece(Request request, int number, String piece, boolean first) {
    ObjectNode root = answerTo(request, number, "chat.completion.chunk");
    ObjectNode delta = choice(root, null).putObject("delta");
    if (first) {
      delta.put("role", "assistant");
    }
    delta.put("content", piece);
    return root.toString();
  }

  static String lastChunk(Request request, int number) {
    ObjectNode root = answerTo(request, number, "chat.completion.chunk");
    choice(root, "stop").putObject("delta");
    return root.toString();
  }

  static String usageChunk(Request request, int number, int words) {
    ObjectNode root = answerTo(request, number, "chat.completion.chunk");
    root.putArray("choices");
    putUsage(root, request, words);
    return root.toString();
  }

  private static ObjectNode answerTo(Request request, int number, String kind) {
    return NODES
        .objectNode()
        .put("id", "chatcmpl-" + number)
        .put("object", kind)
        .put("created", CREATED)
        .put("model", request.model());
  }

  private static ObjectNode choice(ObjectNode root, @Nullable String finishReason) {
    return root.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
  }

  private static void putUsage(ObjectNode root, Request request, int words) {
    root.putObject("usage")
        .put("prompt_tokens", request.promptTokens())
        .put("completion_tokens", words)
        .put("total_tokens", request.promptTokens() + words);
  }
}
