package dev.ritmo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Stream;

/** A client of the provider without a library in between. */
final class Chat {

  static final String ASK =
      "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"a secret\"}]}";
  static final String ASK_STREAMED = ASK.replace("{\"model\"", "{\"stream\":true,\"model\"");

  static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Chat() {}

  static HttpResponse<String> post(LocalProvider provider, String body)
      throws IOException, InterruptedException {
    return CLIENT.send(request(provider, body), BodyHandlers.ofString(UTF_8));
  }

  static HttpRequest request(LocalProvider provider, String body) {
    return HttpRequest.newBuilder(URI.create(provider.baseUrl() + "/chat/completions"))
        .header("Authorization", "Bearer secret")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  static List<String> events(HttpResponse<String> response) {
    return Stream.of(response.body().split("\n\n", -1))
        .filter(event -> !event.isEmpty())
        .map(event -> event.substring("data: ".length()))
        .toList();
  }

  static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
