package dev.ritmo.clients;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

final class SpringRestClientTest extends ClientContract {

  SpringRestClientTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(HttpClient.newHttpClient());
    requests.setReadTimeout(timeout);
    String unused =
        RestClient.builder()
            .requestFactory(requests)
            .build()
            .post()
            .uri(url)
            .body("{}")
            .retrieve()
            .body(String.class);
  }
}
