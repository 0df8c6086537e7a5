package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gemini's content. A stream is one of events, as with {@code alt=sse}. */
final class GeminiContent implements WireFormat {

  @Override
  public Endpoint endpoint() {
    return Endpoint.GEMINI_CONTENT;
  }

  @Override
  public String needs() {
    return "contents";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode contents = body.path("contents");
    if (!contents.isArray() || contents.isEmpty()) {
      return null;
    }
    int rounds = 0;
    int results = 0;
    for (JsonNode content : contents) {
      JsonNode parts = content.path("parts");
      if (content.path("role").asText().equals("model")) {
        rounds += count(parts, "functionCall") > 0 ? 1 : 0;
      } else {
        int here = count(parts, "functionResponse");
        boolean speaks = here < parts.size();
        rounds = speaks ? 0 : rounds;
        results = speaks ? 0 : results + here;
      }
    }
    List<String> tools = new ArrayList<>();
    for (JsonNode tool : body.path("tools")) {
      tool.path("functionDeclarations").forEach(each -> tools.add(each.path("name").asText()));
    }
    return new ModelRequest(
        -1,
        "",
        Endpoint.GEMINI_CONTENT,
        model(path),
        path.endsWith(":streamGenerateContent"),
        true,
        contents.size(),
        tools,
        rounds,
        results,
        0,
        Json.tokens(contents, body.path("systemInstruction"), body.path("tools")),
        body.path("generationConfig").path("maxOutputTokens").asInt());
  }

  /** The model, which the path names. */
  static String model(String path) {
    return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf(':'));
  }

  @Override
  public Reply failure(Failure failure) {
    return GeminiErrors.reply(failure);
  }

  /** Gemini states no limits in headers. */
  @Override
  public void state(Standing standing, Headers headers) {}

  @Override
  public String body(Served served) {
    ArrayNode parts = Json.array();
    if (!served.pieces().isEmpty()) {
      parts.addObject().put("text", served.text());
    }
    served.toolCalls().forEach(call -> putCall(parts, call));
    return last(served, parts).toString();
  }

  @Override
  public List<SseEvent> opening(Served served) {
    return List.of();
  }

  @Override
  public SseEvent piece(Served served, int index) {
    ArrayNode parts = Json.array();
    parts.addObject().put("text", served.pieces().get(index));
    return SseEvent.of(response(served, parts, null));
  }

  @Override
  public List<SseEvent> toolCall(Served served, int index) {
    ArrayNode parts = Json.array();
    putCall(parts, served.toolCalls().get(index));
    return List.of(SseEvent.of(response(served, parts, null)));
  }

  @Override
  public List<SseEvent> closing(Served served) {
    ArrayNode parts = Json.array();
    parts.addObject().put("text", "");
    return List.of(SseEvent.of(last(served, parts)));
  }

  @Override
  public SseEvent failureEvent(Failure failure) {
    return SseEvent.of(failure(failure).body());
  }

  private static int count(JsonNode parts, String kind) {
    int count = 0;
    for (JsonNode part : parts) {
      count += part.has(kind) ? 1 : 0;
    }
    return count;
  }

  private static void putCall(ArrayNode parts, ToolCall call) {
    ObjectNode function = parts.addObject().putObject("functionCall").put("name", call.name());
    function.set("args", Json.arguments(call));
  }

  /** Says why the answer has ended, and what it has used. */
  private static ObjectNode last(Served served, ArrayNode parts) {
    ObjectNode root = response(served, parts, served.isCut() ? "MAX_TOKENS" : "STOP");
    Usage usage = served.reported();
    if (usage != null) {
      root.putObject("usageMetadata")
          .put("promptTokenCount", usage.prompt())
          .put("cachedContentTokenCount", usage.cacheRead())
          .put("candidatesTokenCount", usage.answer() - usage.reasoning())
          .put("thoughtsTokenCount", usage.reasoning())
          .put("totalTokenCount", usage.total());
    }
    return root;
  }

  private static ObjectNode response(
      Served served, ArrayNode parts, @Nullable String finishReason) {
    ObjectNode root = Json.object();
    ObjectNode candidate = root.putArray("candidates").addObject().put("index", 0);
    candidate.putObject("content").put("role", "model").set("parts", parts);
    if (finishReason != null) {
      candidate.put("finishReason", finishReason);
    }
    return root.put("modelVersion", served.request().model())
        .put("responseId", "response-" + served.request().number());
  }
}
