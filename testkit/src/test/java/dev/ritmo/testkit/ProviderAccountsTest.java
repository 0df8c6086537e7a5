package dev.ritmo.testkit;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several accounts behind one host. */
@Timeout(60)
final class ProviderAccountsTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LocalProvider provider =
      LocalProvider.builder()
          .account("a", Policy.slidingWindow(1, MINUTE))
          .account("b", Policy.slidingWindow(2, MINUTE))
          .account("c", Policy.slidingWindow(3, MINUTE), TokenPolicy.slidingWindow(100, MINUTE))
          .start();

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void eachHasItsOwnLimitAndItsOwnLog() throws Exception {
    for (int i = 0; i < 4; i++) {
      for (String key : List.of("a", "b", "c")) {
        post("Authorization", "Bearer " + key);
      }
    }

    assertThat(provider.account("a").admittedNanos()).hasLength(1);
    assertThat(provider.account("b").admittedNanos()).hasLength(2);
    assertThat(provider.account("c").admittedNanos()).hasLength(3);
    assertThat(provider.account("a").arrivedNanos()).hasLength(4);
    assertThat(provider.arrivals()).hasSize(12);
    assertThat(provider.arrivals().stream().map(Arrival::number).toList())
        .isEqualTo(IntStream.range(0, 12).boxed().toList());
    assertThat(provider.account("b").arrivals().stream().map(Arrival::account).distinct().toList())
        .containsExactly("b");
    assertThat(provider.account("c").books().inFlight()).isEqualTo(0);
    assertThat(provider.account("c").books().used()).isGreaterThan(0);
    assertThat(provider.account("a").name()).isEqualTo("a");
  }

  @Test
  void aKeyMayStandInAnyOfItsPlaces() throws Exception {
    assertThat(post("x-api-key", "b").statusCode()).isEqualTo(200);
    assertThat(post("x-goog-api-key", "c").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "a").statusCode()).isEqualTo(200);
    assertThat(post("authorization", "bearer b").statusCode()).isEqualTo(200);
    assertThat(send("/chat/completions?alt=sse&key=c", "x-other", "a").statusCode()).isEqualTo(200);

    assertThat(provider.arrivals().stream().map(Arrival::account).toList())
        .containsExactly("b", "c", "a", "b", "c")
        .inOrder();
  }

  @Test
  void otherKeysAreRefusedAndNotKept() throws Exception {
    HttpResponse<String> wrong = post("Authorization", "Bearer sk-secret");
    HttpResponse<String> none = post("x-other", "a");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(Chat.json(wrong.body()).at("/error/code").asText()).isEqualTo("invalid_api_key");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(provider.arrivals().get(0).account()).isEqualTo(Account.UNKNOWN);
    assertThat(provider.arrivals().get(0).admitted()).isFalse();
    assertThat(provider.arrivals().toString()).doesNotContain("secret");
  }

  @Test
  void anAccountThatIsDownFailsUntilItIsUp() throws Exception {
    provider.account("b").down();

    assertThat(post("api-key", "b").statusCode()).isEqualTo(503);
    assertThat(post("api-key", "c").statusCode()).isEqualTo(200);

    provider.account("b").up();
    assertThat(post("api-key", "b").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(429);
    assertThat(provider.account("b").arrivals().stream().map(Arrival::status).toList())
        .containsExactly(503, 200, 200, 429)
        .inOrder();
  }

  @Test
  void anAccountThatIsDownMayCloseTheConnection() throws Exception {
    provider.account("b").down(Failure.noResponse());

    assertThrows(IOException.class, () -> post("api-key", "b"));

    assertThat(provider.account("b").arrivals().get(0).status()).isEqualTo(0);
    provider.account("b").up();
    assertThat(post("api-key", "b").statusCode()).isEqualTo(200);
  }

  @Test
  void failuresAreThoseOfOneAccountOrOfTheNextRequest() throws Exception {
    provider.failNext(Failure.of(500));
    provider.account("b").failNext(Failure.of(502), Failure.of(504));

    assertThat(post("api-key", "b").statusCode()).isEqualTo(502);
    assertThat(post("api-key", "a").statusCode()).isEqualTo(500);
    assertThat(post("api-key", "a").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(504);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeyCanBeReplaced() throws Exception {
    provider.replaceKey("b", "new");

    assertThat(post("api-key", "b").statusCode()).isEqualTo(401);
    assertThat(post("api-key", "new").statusCode()).isEqualTo(200);
    assertThat(provider.account("b").arrivals()).hasSize(1);
    assertThat(provider.arrivals().toString()).doesNotContain("new");
  }

  @Test
  void anAccountMayHaveSeveralKeys() throws Exception {
    provider.addKey("b", "second");

    assertThat(post("api-key", "second").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(200);
    assertThat(post("api-key", "second").statusCode()).isEqualTo(429);
    assertThat(provider.account("b").arrivals()).hasSize(3);

    provider.replaceKey("b", "b");
    assertThat(post("api-key", "second").statusCode()).isEqualTo(401);
    assertThat(post("api-key", "b").statusCode()).isEqualTo(429);
  }

  @Test
  void namesAreChecked() {
    IllegalArgumentException unknown =
        assertThrows(IllegalArgumentException.class, () -> provider.account("d"));
    LocalProvider.Builder twice = LocalProvider.builder().account("a", Policy.unlimited());

    assertThat(unknown).hasMessageThat().contains("but was d. Fix: one of [a, b, c]");
    assertThat(
            assertThrows(
                IllegalArgumentException.class, () -> twice.account("a", Policy.unlimited())))
        .hasMessageThat()
        .contains("but was a");
  }

  @Test
  void theOnlyAccountTakesAnyKeyAndHasAName() throws Exception {
    try (LocalProvider one = LocalProvider.builder().start()) {
      Chat.post(one, Chat.ASK);

      assertThat(one.account(LocalProvider.DEFAULT_ACCOUNT).arrivals()).hasSize(1);
    }
  }

  @Test
  void connectionsAreCounted() throws Exception {
    try (LocalProvider one = LocalProvider.builder().start()) {
      HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
      for (int i = 0; i < 5; i++) {
        client.send(Chat.request(one, Chat.ASK), BodyHandlers.ofString());
      }
      assertThat(one.connections()).isEqualTo(1);

      Chat.post(one, Chat.ASK);
      assertThat(one.connections()).isEqualTo(2);
      assertThat(one.arrivals().stream().map(Arrival::connection).distinct().count()).isEqualTo(2);
    }
  }

  @Test
  void nothingIsLostBetweenAccountsAtTheSameTime() {
    List<CompletableFuture<HttpResponse<String>>> all =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    Chat.CLIENT.sendAsync(
                        request("/chat/completions", "api-key", "abc".substring(i % 3, i % 3 + 1)),
                        BodyHandlers.ofString()))
            .toList();
    long served =
        all.stream().map(CompletableFuture::join).filter(r -> r.statusCode() == 200).count();

    assertThat(served).isEqualTo(6);
    assertThat(provider.arrivals()).hasSize(60);
    assertThat(provider.arrivals().stream().map(Arrival::number).toList())
        .isEqualTo(IntStream.range(0, 60).boxed().toList());
  }

  private HttpResponse<String> post(String header, String value)
      throws IOException, InterruptedException {
    return send("/chat/completions", header, value);
  }

  private HttpResponse<String> send(String path, String header, String value)
      throws IOException, InterruptedException {
    return Chat.CLIENT.send(request(path, header, value), BodyHandlers.ofString());
  }

  private HttpRequest request(String path, String header, String value) {
    return HttpRequest.newBuilder(URI.create(provider.baseUrl() + path))
        .header(header, value)
        .POST(BodyPublishers.ofString(Chat.ASK))
        .build();
  }
}
