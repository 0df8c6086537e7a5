package dev.ritmo.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import org.jspecify.annotations.Nullable;

/** Gemini's embeddings, of one text or a batch. They state no usage. */
final class GeminiEmbeddings implements UnstreamedFormat {

  private final boolean isBatch;

  GeminiEmbeddings(boolean isBatch) {
    this.isBatch = isBatch;
  }

  @Override
  public Endpoint endpoint() {
    return Endpoint.GEMINI_EMBEDDINGS;
  }

  @Override
  public String needs() {
    return isBatch ? "requests" : "a content";
  }

  @Override
  public @Nullable ModelRequest read(ObjectNode body, String path) {
    JsonNode texts = isBatch ? body.path("requests") : body.path("content");
    if (texts.isEmpty()) {
      return null;
    }
    int inputs = isBatch ? texts.size() : 1;
    return UnstreamedFormat.ofInputs(
        Endpoint.GEMINI_EMBEDDINGS, GeminiContent.model(path), inputs, Json.tokens(texts));
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
    ObjectNode root = Json.object();
    if (isBatch) {
      ArrayNode all = root.putArray("embeddings");
      for (int i = 0; i < served.request().inputs(); i++) {
        all.addObject().set("values", Json.vector(i));
      }
    } else {
      root.putObject("embedding").set("values", Json.vector(0));
    }
    return root.toString();
  }
}
