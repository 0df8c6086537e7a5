package dev.ritmo.testkit;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which format a path speaks. */
final class Routes {

  static final String OPENAI = "/v1";
  static final String ANTHROPIC = "/v1";
  static final String GEMINI = "/v1beta";

  /** For people. */
  static final String PATHS =
      "/v1/chat/completions, /v1/embeddings, /v1/moderations, /v1/messages"
          + " or /v1beta/models/{model}:{method}";

  private static final List<Route> ROUTES =
      List.of(
          new Route(OPENAI + "/chat/completions", new OpenAiChat()),
          new Route(OPENAI + "/embeddings", new OpenAiEmbeddings()),
          new Route(OPENAI + "/moderations", new OpenAiModerations()),
          new Route(ANTHROPIC + "/messages", new AnthropicMessages()),
          new Route(
              "/v1(?:beta)?/models/[^/:]+:(generateContent|streamGenerateContent)",
              new GeminiContent()),
          new Route("/v1(?:beta)?/models/[^/:]+:embedContent", new GeminiEmbeddings(false)),
          new Route("/v1(?:beta)?/models/[^/:]+:batchEmbedContents", new GeminiEmbeddings(true)));

  private Routes() {}

  static @Nullable WireFormat format(String path) {
    for (Route route : ROUTES) {
      if (route.path.matcher(path).matches()) {
        return route.format;
      }
    }
    return null;
  }

  private static final class Route {
    final Pattern path;
    final WireFormat format;

    Route(String path, WireFormat format) {
      this.path = Pattern.compile(path);
      this.format = format;
    }
  }
}
