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
    java.net.http.HttpRequest.Builder builder =
        java.net.http.HttpRequest.newBuilder(URI.create(request.url()));
    request
        .headers()
        .forEach(
            (name, values) -> {
              if (values != null) {
                values.forEach(value -> builder.header(name, value));
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

  private static BodyPublisher body(@Nullable String body) {
    return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
  }
}
