package dev.ritmo.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** {@code java.net.http} throws no answers: a program puts them into an exception of its own. */
final class JdkClientTest extends ClientContract {

  JdkClientTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeout)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    throw new Failed(response);
  }

  static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient HttpResponse<String> response;

    Failed(HttpResponse<String> response) {
      this.response = response;
    }

    @SuppressWarnings("unused") // found by reflection
    public HttpResponse<String> getResponse() {
      return response;
    }
  }
}
