package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/** OpenAI's embeddings, of one text or several. */
final class OpenAiEmbeddings implements UnstreamedFormat {

  @Override
  public Endpoint endpoint() {
    return Endpoint.OPENAI_EMBEDDINGS;
  }

  @Override
  public String needs() {
    return "a model and an input";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode model = body.path("model");
    JsonNode input = body.path("input");
    int inputs = input.isTextual() ? 1 : input.size();
    if (!model.isTextual() || inputs == 0) {
      return null;
    }
    return UnstreamedFormat.ofInputs(
        Endpoint.OPENAI_EMBEDDINGS, model.textValue(), inputs, Json.tokens(input));
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
    ObjectNode root = Json.object().put("object", "list").put("model", served.request().model());
    ArrayNode data = root.putArray("data");
    for (int i = 0; i < served.request().inputs(); i++) {
      data.addObject().put("object", "embedding").put("index", i).set("embedding", Json.vector(i));
    }
    if (served.reported() != null) {
      root.putObject("usage")
          .put("prompt_tokens", served.reported().prompt())
          .put("total_tokens", served.reported().prompt());
    }
    return root.toString();
  }
}
