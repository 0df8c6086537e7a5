package dev.ritmo.clients;

import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** OkHttp throws no answers: a program puts what it wants to keep into an exception of its own. */
final class OkHttpTest extends ClientContract {

  OkHttpTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) throws IOException {
    OkHttpClient client =
        new OkHttpClient.Builder().readTimeout(timeout).retryOnConnectionFailure(false).build();
    Request request = new Request.Builder().url(url).post(RequestBody.create("{}", null)).build();
    try (Response response = client.newCall(request).execute()) {
      throw new Failed(response, response.body().string());
    }
  }

  static final class Failed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Response response;

    Failed(Response response, String body) {
      super(body);
      this.response = response;
    }

    @SuppressWarnings("unused") // found by reflection
    public Response response() {
      return response;
    }
  }
}
