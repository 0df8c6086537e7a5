package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.HttpRequest;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request of LangChain4j as the JDK sends it. */
final class RequestOnWire {

  private RequestOnWire() {}

  /**
   * @param timeout until the headers of the answer; null for no bound
   * @throws IllegalArgumentException if the URL or a header is not valid
   */
  static java.net.http.HttpRequest of(HttpRequest request, @Nullable Duration timeout) {
    java.net.http.HttpRequest.Builder builder = builder(request.url());
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (values != null) {
                values.forEach(value -> addHeader(builder, name, value));
              }
            });
    if (MultipartBody.isIn(request)) {
      MultipartBody body = MultipartBody.of(request);
      builder.setHeader("Content-Type", body.contentType());
      builder.method(request.method().name(), body.publisher());
    } else {
      builder.method(request.method().name(), body(request.body()));
    }
    if (timeout != null) {
      builder.timeout(timeout);
    }
    return builder.build();
  }

  private static java.net.http.HttpRequest.Builder builder(String url) {
    try {
      return java.net.http.HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException e) { // says the URL, which may hold a key
      throw new IllegalArgumentException(
          "The URL of a request must be one of http or https, but is not valid (%s characters). Fix: check the base URL and the name of the model for blanks."
              .formatted(url.length()));
    }
  }

  private static void addHeader(
      java.net.http.HttpRequest.Builder builder, String name, String value) {
    try {
      builder.header(name, value);
    } catch (IllegalArgumentException e) { // says the value, which may be a key
      throw new IllegalArgumentException(
          "The header \"%s\" of a request is not allowed, or has a value that is not one line of text (%s characters). Fix: check it for line breaks, such as the one at the end of a key that was read from a file."
              .formatted(name, value.length()));
    }
  }

  private static BodyPublisher body(@Nullable String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }
}
