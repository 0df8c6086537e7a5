package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.time.Duration;

/** Real models over the client under test. */
final class Models {

  private static final Duration PATIENT = Duration.ofSeconds(20);

  private Models() {}

  static OpenAiChatModel openAi(String url, HttpClientBuilder client) {
    return openAi(url, client, 0);
  }

  static OpenAiChatModel openAi(String url, HttpClientBuilder client, int maxRetries) {
    return OpenAiChatModel.builder()
        .baseUrl(url + "/v1")
        .apiKey("sk-secret")
        .modelName("m")
        .timeout(PATIENT)
        .maxRetries(maxRetries)
        .httpClientBuilder(client)
        .build();
  }

  static OpenAiStreamingChatModel streaming(String url, HttpClientBuilder client) {
    return OpenAiStreamingChatModel.builder()
        .baseUrl(url + "/v1")
        .apiKey("sk-secret")
        .modelName("m")
        .timeout(PATIENT)
        .httpClientBuilder(client)
        .build();
  }

  static AnthropicChatModel anthropic(String url, HttpClientBuilder client) {
    return AnthropicChatModel.builder()
        .baseUrl(url + "/v1")
        .apiKey("sk-secret")
        .modelName("claude")
        .timeout(PATIENT)
        .maxRetries(0)
        .httpClientBuilder(client)
        .build();
  }

  /** The error of the client in a failure of a model. */
  static ErrorResponseException errorIn(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ErrorResponseException error) {
        return error;
      }
    }
    throw new AssertionError("no error of the client", failure);
  }

  static HttpRequest post(String url, String body) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(url)
        .addHeader("Content-Type", "application/json")
        .body(body)
        .build();
  }
}
