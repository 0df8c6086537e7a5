package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Anthropic's messages. */
final class AnthropicMessages implements WireFormat {

  @Override
  public Endpoint endpoint() {
    return Endpoint.ANTHROPIC_MESSAGES;
  }

  @Override
  public String needs() {
    return "a model, messages and max_tokens";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode model = body.path("model");
    JsonNode messages = body.path("messages");
    int maxTokens = body.path("max_tokens").asInt();
    if (!model.isTextual() || !messages.isArray() || messages.isEmpty() || maxTokens < 1) {
      return null;
    }
    int rounds = 0;
    int results = 0;
    for (JsonNode message : messages) {
      JsonNode content = message.path("content");
      if (message.path("role").asText().equals("assistant")) {
        rounds += count(content, "tool_use") > 0 ? 1 : 0;
      } else {
        int here = count(content, "tool_result");
        boolean speaks = content.isTextual() || here < content.size();
        rounds = speaks ? 0 : rounds;
        results = speaks ? 0 : results + here;
      }
    }
    List<String> tools = new ArrayList<>();
    body.path("tools").forEach(tool -> tools.add(tool.path("name").asText()));
    return new ModelRequest(
        -1,
        "",
        Endpoint.ANTHROPIC_MESSAGES,
        model.textValue(),
        body.path("stream").asBoolean(),
        true,
        messages.size(),
        tools,
        rounds,
        results,
        0,
        Json.tokens(messages, body.path("system"), body.path("tools")),
        maxTokens);
  }

  @Override
  public Reply failure(Failure failure) {
    return AnthropicErrors.reply(failure);
  }

  @Override
  public void state(Standing standing, Headers headers) {
    AnthropicErrors.state(standing, headers);
  }

  @Override
  public String body(Served served) {
    ObjectNode message = message(served);
    ArrayNode content = message.putArray("content");
    if (!served.pieces().isEmpty()) {
      content.addObject().put("type", "text").put("text", served.text());
    }
    for (int i = 0; i < served.toolCalls().size(); i++) {
      content.add(toolUse(served, i, Json.arguments(served.toolCalls().get(i))));
    }
    message.put("stop_reason", stopReason(served)).putNull("stop_sequence");
    if (served.reported() != null) {
      putInput(message.putObject("usage"), served.reported())
          .put("output_tokens", served.reported().answer());
    }
    return message.toString();
  }

  @Override
  public List<SseEvent> opening(Served served) {
    List<SseEvent> events = new ArrayList<>();
    ObjectNode start = event("message_start");
    ObjectNode message = message(served);
    message.putArray("content");
    message.putNull("stop_reason").putNull("stop_sequence");
    if (served.reported() != null) {
      putInput(message.putObject("usage"), served.reported()).put("output_tokens", 0);
    }
    start.set("message", message);
    events.add(named(start));
    events.add(named(event("ping")));
    if (!served.pieces().isEmpty()) {
      ObjectNode block = event("content_block_start").put("index", 0);
      block.putObject("content_block").put("type", "text").put("text", "");
      events.add(named(block));
    }
    return events;
  }

  @Override
  public SseEvent piece(Served served, int index) {
    ObjectNode delta = event("content_block_delta").put("index", 0);
    delta.putObject("delta").put("type", "text_delta").put("text", served.pieces().get(index));
    return named(delta);
  }

  /** Sends the arguments in two halves. */
  @Override
  public List<SseEvent> toolCall(Served served, int index) {
    ObjectNode start = event("content_block_start").put("index", index);
    start.set("content_block", toolUse(served, index, Json.object()));
    String arguments = served.toolCalls().get(index).arguments();
    int half = arguments.length() / 2;
    return List.of(
        named(start),
        partial(index, arguments.substring(0, half)),
        partial(index, arguments.substring(half)),
        named(event("content_block_stop").put("index", index)));
  }

  @Override
  public List<SseEvent> closing(Served served) {
    List<SseEvent> events = new ArrayList<>();
    if (!served.pieces().isEmpty()) {
      events.add(named(event("content_block_stop").put("index", 0)));
    }
    ObjectNode last = event("message_delta");
    last.putObject("delta").put("stop_reason", stopReason(served)).putNull("stop_sequence");
    if (served.reported() != null) {
      last.putObject("usage").put("output_tokens", served.reported().answer());
    }
    events.add(named(last));
    events.add(named(event("message_stop")));
    return events;
  }

  @Override
  public SseEvent failureEvent(Failure failure) {
    return new SseEvent("error", failure(failure).body());
  }

  private static int count(JsonNode content, String type) {
    int count = 0;
    for (JsonNode block : content) {
      count += block.path("type").asText().equals(type) ? 1 : 0;
    }
    return count;
  }

  private static SseEvent partial(int index, String json) {
    ObjectNode delta = event("content_block_delta").put("index", index);
    delta.putObject("delta").put("type", "input_json_delta").put("partial_json", json);
    return named(delta);
  }

  private static ObjectNode message(Served served) {
    return Json.object()
        .put("id", "msg_" + served.request().number())
        .put("type", "message")
        .put("role", "assistant")
        .put("model", served.request().model());
  }

  private static ObjectNode toolUse(Served served, int index, JsonNode input) {
    ObjectNode block =
        Json.object()
            .put("type", "tool_use")
            .put("id", served.id("toolu_", index))
            .put("name", served.toolCalls().get(index).name());
    block.set("input", input);
    return block;
  }

  /** Tokens of the cache are not among those of the input. */
  private static ObjectNode putInput(ObjectNode node, Usage usage) {
    return node.put("input_tokens", usage.uncached())
        .put("cache_creation_input_tokens", usage.cacheWrite())
        .put("cache_read_input_tokens", usage.cacheRead());
  }

  private static String stopReason(Served served) {
    return !served.toolCalls().isEmpty() ? "tool_use" : served.isCut() ? "max_tokens" : "end_turn";
  }

  private static ObjectNode event(String type) {
    return Json.object().put("type", type);
  }

  private static SseEvent named(ObjectNode event) {
    return new SseEvent(event.path("type").asText(), event.toString());
  }
}
