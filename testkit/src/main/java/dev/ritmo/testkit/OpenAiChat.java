package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
final class OpenAiChat implements WireFormat {

  /** A fixed time stamp, because bodies must not differ between runs. */
  private static final long CREATED = 1_767_225_600L;

  @Override
  public Endpoint endpoint() {
    return Endpoint.OPENAI_CHAT;
  }

  @Override
  public String needs() {
    return "a model and messages";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode model = body.path("model");
    JsonNode messages = body.path("messages");
    if (!model.isTextual() || !messages.isArray() || messages.isEmpty()) {
      return null;
    }
    int rounds = 0;
    int results = 0;
    for (JsonNode message : messages) {
      switch (message.path("role").asText()) {
        case "user" -> {
          rounds = 0;
          results = 0;
        }
        case "assistant" -> rounds += message.path("tool_calls").isEmpty() ? 0 : 1;
        case "tool" -> results++;
        default -> {}
      }
    }
    boolean stream = body.path("stream").asBoolean();
    return new ModelRequest(
        -1,
        "",
        Endpoint.OPENAI_CHAT,
        model.textValue(),
        stream,
        !stream || body.path("stream_options").path("include_usage").asBoolean(),
        messages.size(),
        names(body.path("tools")),
        rounds,
        results,
        0,
        Json.tokens(messages, body.path("tools"), body.path("response_format")),
        body.path("max_completion_tokens").asInt(body.path("max_tokens").asInt()));
  }

  @Override
  public Reply failure(Failure failure) {
    return OpenAiErrors.reply(failure);
  }

  @Override
  public void state(Standing standing, Headers headers) {
    OpenAiErrors.state(standing, headers);
  }

  @Override
  public String body(Served served) {
    ObjectNode root = answerTo(served, "chat.completion");
    ObjectNode message = choice(root, finish(served)).putObject("message").put("role", "assistant");
    if (served.toolCalls().isEmpty()) {
      message.put("content", served.text());
    } else {
      message.putNull("content");
      ArrayNode calls = message.putArray("tool_calls");
      for (int i = 0; i < served.toolCalls().size(); i++) {
        putCall(calls.addObject(), served, i, served.toolCalls().get(i).arguments());
      }
    }
    putUsage(root, served);
    return root.toString();
  }

  @Override
  public List<SseEvent> opening(Served served) {
    return List.of();
  }

  @Override
  public SseEvent piece(Served served, int index) {
    ObjectNode root = answerTo(served, "chat.completion.chunk");
    delta(root, index == 0).put("content", served.pieces().get(index));
    return SseEvent.of(root);
  }

  /** Names the tool first, and sends the arguments in two halves. */
  @Override
  public List<SseEvent> toolCall(Served served, int index) {
    ObjectNode start = answerTo(served, "chat.completion.chunk");
    ArrayNode calls = delta(start, index == 0).putArray("tool_calls");
    putCall(calls.addObject().put("index", index), served, index, "");
    String arguments = served.toolCalls().get(index).arguments();
    int half = arguments.length() / 2;
    return List.of(
        SseEvent.of(start),
        arguments(served, index, arguments.substring(0, half)),
        arguments(served, index, arguments.substring(half)));
  }

  @Override
  public List<SseEvent> closing(Served served) {
    List<SseEvent> events = new ArrayList<>();
    ObjectNode last = answerTo(served, "chat.completion.chunk");
    choice(last, finish(served)).putObject("delta");
    events.add(SseEvent.of(last));
    if (served.request().usageWanted() && served.reported() != null) {
      ObjectNode usage = answerTo(served, "chat.completion.chunk");
      usage.putArray("choices");
      putUsage(usage, served);
      events.add(SseEvent.of(usage));
    }
    events.add(SseEvent.of("[DONE]"));
    return events;
  }

  @Override
  public SseEvent failureEvent(Failure failure) {
    return new SseEvent("error", failure.body());
  }

  private static List<String> names(JsonNode tools) {
    List<String> names = new ArrayList<>();
    tools.forEach(tool -> names.add(tool.path("function").path("name").asText()));
    return names;
  }

  private static SseEvent arguments(Served served, int index, String part) {
    ObjectNode root = answerTo(served, "chat.completion.chunk");
    ObjectNode call = delta(root, false).putArray("tool_calls").addObject();
    call.put("index", index).putObject("function").put("arguments", part);
    return SseEvent.of(root);
  }

  /** The first one names the role. */
  private static ObjectNode delta(ObjectNode root, boolean first) {
    ObjectNode delta = choice(root, null).putObject("delta");
    return first ? delta.put("role", "assistant") : delta;
  }

  private static void putCall(ObjectNode call, Served served, int index, String arguments) {
    call.put("id", served.id("call_", index))
        .put("type", "function")
        .putObject("function")
        .put("name", served.toolCalls().get(index).name())
        .put("arguments", arguments);
  }

  private static ObjectNode answerTo(Served served, String kind) {
    return Json.object()
        .put("id", "chatcmpl-" + served.request().number())
        .put("object", kind)
        .put("created", CREATED)
        .put("model", served.request().model());
  }

  private static ObjectNode choice(ObjectNode root, @Nullable String finishReason) {
    return root.putArray("choices").addObject().put("index", 0).put("finish_reason", finishReason);
  }

  private static String finish(Served served) {
    return !served.toolCalls().isEmpty() ? "tool_calls" : served.isCut() ? "length" : "stop";
  }

  private static void putUsage(ObjectNode root, Served served) {
    Usage usage = served.reported();
    if (usage == null) {
      return;
    }
    ObjectNode node =
        root.putObject("usage")
            .put("prompt_tokens", usage.prompt())
            .put("completion_tokens", usage.answer())
            .put("total_tokens", usage.total());
    node.putObject("prompt_tokens_details").put("cached_tokens", usage.cacheRead());
    node.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
  }
}
