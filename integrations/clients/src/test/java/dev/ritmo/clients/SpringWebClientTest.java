package dev.ritmo.clients;

import java.time.Duration;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;

/** Its exceptions come through Reactor. */
final class SpringWebClientTest extends ClientContract {

  SpringWebClientTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) {
    JdkClientHttpConnector connector = new JdkClientHttpConnector();
    connector.setReadTimeout(timeout);
    String unused =
        WebClient.builder()
            .clientConnector(connector)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
            .build()
            .post()
            .uri(url)
            .bodyValue("{}")
            .retrieve()
            .bodyToMono(String.class)
            .block();
  }
}
