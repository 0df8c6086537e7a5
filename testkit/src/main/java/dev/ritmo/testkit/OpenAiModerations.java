package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/** OpenAI's moderations, which find nothing wrong and state no usage. */
final class OpenAiModerations implements UnstreamedFormat {

  @Override
  public Endpoint endpoint() {
    return Endpoint.OPENAI_MODERATIONS;
  }

  @Override
  public String needs() {
    return "an input";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode input = body.path("input");
    int inputs = input.isTextual() ? 1 : input.size();
    if (inputs == 0) {
      return null;
    }
    String model = body.path("model").asText("omni-moderation-latest");
    return UnstreamedFormat.ofInputs(endpoint(), model, inputs, Json.tokens(input));
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
    ModelRequest request = served.request();
    ObjectNode root =
        Json.object().put("id", "modr-" + request.number()).put("model", request.model());
    ArrayNode results = root.putArray("results");
    for (int i = 0; i < request.inputs(); i++) {
      ObjectNode result = results.addObject().put("flagged", false);
      result.putObject("categories").put("violence", false);
      result.putObject("category_scores").put("violence", 0.0);
    }
    return root.toString();
  }
}
