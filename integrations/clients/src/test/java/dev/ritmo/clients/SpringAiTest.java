package dev.ritmo.clients;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.web.client.RestClient;

/** Spring AI keeps a message only, with the status in it. */
final class SpringAiTest extends ClientContract {

  SpringAiTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(HttpClient.newHttpClient());
    requests.setReadTimeout(timeout);
    OpenAiApi api =
        OpenAiApi.builder()
            .baseUrl(url)
            .apiKey("none")
            .restClientBuilder(RestClient.builder().requestFactory(requests))
            .build();
    String unused =
        OpenAiChatModel.builder()
            .openAiApi(api)
            .retryTemplate(RetryTemplate.builder().maxAttempts(1).build())
            .build()
            .call("hello");
  }

  @Override
  boolean keepsHeaders() {
    return false;
  }
}
