package dev.ritmo.clients;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.BasicHttpClientResponseHandler;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Apache's client keeps the status only. */
final class ApacheTest extends ClientContract {

  ApacheTest() {
    super(Wording.OPENAI);
  }

  @Override
  void call(String url, Duration timeout) throws IOException {
    RequestConfig config =
        RequestConfig.custom()
            .setResponseTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .build();
    try (CloseableHttpClient client =
        HttpClients.custom().setDefaultRequestConfig(config).disableAutomaticRetries().build()) {
      HttpPost request = new HttpPost(url);
      request.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
      String unused = client.execute(request, new BasicHttpClientResponseHandler());
    }
  }

  @Override
  boolean keepsHeaders() {
    return false;
  }

  @Override
  boolean keepsBody() {
    return false;
  }
}
