package dev.ritmo.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON as all formats read and write it. */
final class Json {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectReader READER =
      new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** Parses an object; null if it is not one. */
  static @Nullable ObjectNode object(byte[] body) {
    return object(new String(body, StandardCharsets.UTF_8));
  }

  /** Parses an object; null if it is not one. */
  static @Nullable ObjectNode object(String text) {
    try {
      return READER.readTree(text) instanceof ObjectNode object ? object : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The object that a tool call's arguments are, which was checked when that was made. */
  static JsonNode arguments(ToolCall call) {
    ObjectNode arguments = object(call.arguments());
    return arguments == null ? object() : arguments;
  }

  /** A token for every four characters; at least 1. */
  static int tokens(JsonNode... nodes) {
    int characters = 0;
    for (JsonNode node : nodes) {
      characters += node.isMissingNode() ? 0 : node.toString().length();
    }
    return Math.max(1, characters / 4);
  }

  /** A vector that depends on its index only. */
  static ArrayNode vector(int index) {
    return array().add(0.5).add(0.25).add(-0.5).add((index % 1000) / 1000.0);
  }
}
