package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.langchain4j.http.RawProvider.completion;
import static dev.ritmo.langchain4j.http.RawProvider.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Throwables;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and whole answers: what is sent, and how they end. */
@Timeout(60)
final class RitmoHttpClientTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  private static SuccessfulHttpResponse send(RitmoHttpClientBuilder client, HttpRequest request) {
    return client.build().execute(request);
  }

  @Test
  void anAnswerHasItsStatusHeadersAndBytes() {
    try (RawProvider provider = RawProvider.answering(json(201, "{\"ä\":1}", "X-A", "b"))) {
      SuccessfulHttpResponse answer =
          send(RitmoHttpClient.builder(), Models.post(provider.url() + "/v1?q=1", "{\"ö\":2}"));

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.headers().get("x-a")).containsExactly("b");
      assertThat(answer.body()).isEqualTo("{\"ä\":1}");
      RawProvider.Request request = provider.requests().get(0);
      assertThat(request.body()).isEqualTo("{\"ö\":2}");
      assertThat(request.path()).isEqualTo("/v1?q=1");
    }
  }

  @Test
  void aRequestWithoutABodyAndOtherMethodsAreSent() {
    try (RawProvider provider = RawProvider.answering(json(200, "[]"))) {
      HttpRequest get =
          HttpRequest.builder().method(HttpMethod.GET).url(provider.url() + "/v1/models").build();

      assertThat(send(RitmoHttpClient.builder(), get).body()).isEqualTo("[]");
      assertThat(provider.requests().get(0).method()).isEqualTo("GET");
    }
  }

  @Test
  void anErrorObjectInAnAnswerThatWasOnlyAskedForIsData() {
    String job = "{\"id\":\"job\",\"error\":{\"code\":429,\"message\":\"why the job failed\"}}";
    try (RawProvider provider = RawProvider.answering(json(200, job))) {
      HttpRequest get =
          HttpRequest.builder().method(HttpMethod.GET).url(provider.url() + "/v1/jobs").build();

      assertThat(send(RitmoHttpClient.builder(), get).body()).isEqualTo(job);
    }
  }

  @Test
  void aFormIsSentInParts() {
    try (RawProvider provider = RawProvider.answering(json(200, "{}"))) {
      HttpRequest form =
          HttpRequest.builder()
              .method(HttpMethod.POST)
              .url(provider.url())
              .addHeader("Content-Type", "multipart/form-data; boundary=----LangChain4j")
              .addFormDataField("model", "whisper")
              .addFormDataFile("file", "a\"b\r\nX: y.wav", "audio/wav", "sound".getBytes(UTF_8))
              .build();

      SuccessfulHttpResponse unused = send(RitmoHttpClient.builder(), form);

      RawProvider.Request sent = provider.requests().get(0);
      assertThat(sent.type()).hasSize(1);
      String boundary = sent.type().get(0).replace("multipart/form-data; boundary=", "");
      assertThat(sent.body())
          .isEqualTo(
              """
              --B
              Content-Disposition: form-data; name="model"

              whisper
              --B
              Content-Disposition: form-data; name="file"; filename="a%22b%0D%0AX: y.wav"
              Content-Type: audio/wav

              sound
              --B--
              """
                  .replace("\n", "\r\n")
                  .replace("--B", "--" + boundary));
    }
  }

  @Test
  void anAnswerThatDoesNotBeginTimesOut() {
    CountDownLatch closing = new CountDownLatch(1);
    try (RawProvider provider = RawProvider.answering(exchange -> closing.await())) {
      TimeoutException failure =
          assertThrows(
              TimeoutException.class,
              () ->
                  send(
                      RitmoHttpClient.builder().readTimeout(SHORT),
                      Models.post(provider.url(), "{}")));

      assertThat(failure).hasCauseThat().isInstanceOf(HttpTimeoutException.class);
      closing.countDown();
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleTimesOutAndItsConnectionIsClosed() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    RawProvider.Answer stops =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(1000);
            while (true) {
              exchange.getResponseBody().write(" ".getBytes(UTF_8));
              exchange.getResponseBody().flush();
              Thread.sleep(5);
            }
          } catch (IOException e) {
            cut.countDown();
          }
        };
    try (RawProvider provider = RawProvider.answering(stops)) {
      assertThrows(
          TimeoutException.class,
          () ->
              send(
                  RitmoHttpClient.builder().readTimeout(SHORT), Models.post(provider.url(), "{}")));

      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAnswerThatComesInPartsMayTakeLongerThanTheTimeOut() {
    RawProvider.Answer slow =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 10; i++) {
            exchange.getResponseBody().write(" ".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            Thread.sleep(80);
          }
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
        };
    try (RawProvider provider = RawProvider.answering(slow)) {
      SuccessfulHttpResponse answer =
          send(
              RitmoHttpClient.builder().readTimeout(Duration.ofMillis(500)),
              Models.post(provider.url(), "{}"));

      assertThat(answer.body()).isEqualTo(" ".repeat(10) + "{}");
    }
  }

  @Test
  void aConnectionThatIsNotMadeTimesOut() throws IOException {
    List<SocketChannel> waiting = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) { // more than its queue holds, and none is accepted
        SocketChannel socket = SocketChannel.open();
        socket.configureBlocking(false);
        boolean unused = socket.connect(full.getLocalSocketAddress());
        waiting.add(socket);
      }
      String url = "http://127.0.0.1:" + full.getLocalPort();

      TimeoutException failure =
          assertThrows(
              TimeoutException.class,
              () -> send(RitmoHttpClient.builder().connectTimeout(SHORT), Models.post(url, "{}")));

      assertThat(failure).hasCauseThat().isInstanceOf(HttpConnectTimeoutException.class);
    } finally {
      for (SocketChannel socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void aBrokenConnectionIsAnIoException() {
    try (RawProvider provider =
        RawProvider.answering(
            exchange -> {
              throw new IllegalStateException("cut");
            })) {
      RuntimeException failure =
          assertThrows(
              RuntimeException.class,
              () -> send(RitmoHttpClient.builder(), Models.post(provider.url(), "{}")));

      assertThat(failure).hasCauseThat().isInstanceOf(IOException.class);
    }
  }

  @Test
  void aHostThatDoesNotExistIsToldAsLangChain4jDoes() {
    assertThrows(
        UnresolvedModelServerException.class,
        () -> Models.openAi("http://does-not-exist.invalid", RitmoHttpClient.builder()).chat("hi"));
  }

  @Test
  void anInterruptEndsTheWaitClosesTheConnectionAndStaysSet() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch cut = new CountDownLatch(1);
    RawProvider.Answer silent =
        exchange -> {
          begun.countDown();
          exchange.sendResponseHeaders(200, 0);
          try {
            while (true) {
              exchange.getResponseBody().write(" ".getBytes(UTF_8));
              exchange.getResponseBody().flush();
              Thread.sleep(5);
            }
          } catch (IOException e) {
            cut.countDown();
          }
        };
    try (RawProvider provider = RawProvider.answering(silent)) {
      CompletableFuture<String> outcome = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                try {
                  SuccessfulHttpResponse unused =
                      send(RitmoHttpClient.builder(), Models.post(provider.url(), "{}"));
                } catch (RuntimeException e) {
                  outcome.complete(
                      String.valueOf(e.getCause()) + " " + Thread.currentThread().isInterrupted());
                }
              });
      caller.start();
      begun.await();

      caller.interrupt();

      assertThat(outcome.get(20, TimeUnit.SECONDS))
          .isEqualTo("java.lang.InterruptedException true");
      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void requestsGoThroughTheProxy() {
    try (RawProvider proxy = RawProvider.answering(completion())) {
      RitmoHttpClientBuilder client =
          RitmoHttpClient.builder()
              .proxy(
                  ProxySelector.of(
                      new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port())));

      assertThat(Models.openAi("http://provider.invalid", client).chat("hi")).isEqualTo("hello");
      assertThat(proxy.requests().get(0).path())
          .isEqualTo("http://provider.invalid/v1/chat/completions");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
  void anUpgradeIsOfferedUnlessHttp11IsAskedFor(String version) {
    boolean[] isOffered = new boolean[1];
    RawProvider.Answer answer =
        exchange -> {
          isOffered[0] = exchange.getRequestHeaders().containsKey("Upgrade");
          completion().to(exchange);
        };
    try (RawProvider provider = RawProvider.answering(answer)) {
      RitmoHttpClientBuilder client =
          RitmoHttpClient.builder().version(HttpClient.Version.valueOf(version));

      assertThat(Models.openAi(provider.url(), client).chat("hi")).isEqualTo("hello");
      assertThat(isOffered[0]).isEqualTo(version.equals("HTTP_2"));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void timeOutsThatCannotBeAreSaidAtOnce(long nanos) {
    Duration timeout = Duration.ofNanos(nanos);

    assertThat(
            assertThrows(
                IllegalArgumentException.class,
                () -> RitmoHttpClient.builder().readTimeout(timeout)))
        .hasMessageThat()
        .startsWith("readTimeout must be positive, but was " + timeout);
    assertThrows(
        IllegalArgumentException.class, () -> RitmoHttpClient.builder().connectTimeout(timeout));
  }

  @Test
  void aUrlThatIsNoneIsSaidWithoutTheKeyInIt() {
    for (String url :
        List.of("no url?key=sk-secret", "http://host/m?key=sk-secret\n", "ftp://sk-secret")) {
      IllegalArgumentException failure =
          assertThrows(
              IllegalArgumentException.class,
              () -> send(RitmoHttpClient.builder(), Models.post(url, "{}")));

      assertThat(failure).hasMessageThat().contains("Fix:");
      assertThat(Throwables.getStackTraceAsString(failure)).doesNotContain("secret");
    }
  }

  @Test
  void aKeyWithALineBreakIsSaidWithoutTheKeyAndCannotAddAHeader() {
    for (String key : List.of("sk-secret\n", "sk-secret\r\nX-Other: injected")) {
      HttpRequest request =
          HttpRequest.builder()
              .method(HttpMethod.POST)
              .url("http://127.0.0.1:1")
              .addHeader("Authorization", "Bearer " + key)
              .body("{}")
              .build();

      IllegalArgumentException failure =
          assertThrows(
              IllegalArgumentException.class, () -> send(RitmoHttpClient.builder(), request));

      assertThat(failure).hasMessageThat().contains("\"Authorization\"");
      assertThat(Throwables.getStackTraceAsString(failure)).doesNotContain("secret");
    }
  }

  @Test
  void aRedirectIsAnErrorAndThePostIsNotSentElsewhere() {
    try (RawProvider elsewhere = RawProvider.answering(completion());
        RawProvider provider =
            RawProvider.answering(json(307, "", "Location", elsewhere.url() + "/v1"))) {
      ErrorResponseException error =
          assertThrows(
              ErrorResponseException.class,
              () -> send(RitmoHttpClient.builder(), Models.post(provider.url(), "{}")));

      assertThat(error.statusCode()).isEqualTo(307);
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void anErrorThatNeverEndsIsReadUpToAMegabyte() {
    byte[] part = new byte[1 << 16];
    try (RawProvider provider =
        RawProvider.answering(
            exchange -> {
              exchange.sendResponseHeaders(500, 0);
              while (true) { // until the connection is closed
                exchange.getResponseBody().write(part);
              }
            })) {
      ErrorResponseException error =
          assertThrows(
              ErrorResponseException.class,
              () -> send(RitmoHttpClient.builder(), Models.post(provider.url(), "{}")));

      assertThat(error.statusCode()).isEqualTo(500);
    }
  }

  @Test
  void aPostOnAConnectionThatTheProviderHasClosedIsNotSentTwice() throws Exception {
    AtomicInteger posts = new AtomicInteger();
    try (ServerSocket provider = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread server =
          new Thread(
              () -> {
                try {
                  while (true) {
                    serve(provider.accept(), posts);
                  }
                } catch (IOException e) {
                  // the test is over
                }
              });
      server.start();
      RitmoHttpClientBuilder client =
          RitmoHttpClient.builder().version(java.net.http.HttpClient.Version.HTTP_1_1);
      String url = "http://127.0.0.1:" + provider.getLocalPort();
      send(client, Models.post(url, "{}"));

      assertThrows(RuntimeException.class, () -> send(client, Models.post(url, "{}")));

      assertThat(posts.get()).isEqualTo(2);
    }
  }

  /** Answers the first request, and closes the connection when it has read the second. */
  private static void serve(Socket connection, AtomicInteger posts) throws IOException {
    try (connection) {
      for (int i = 0; i < 2; i++) {
        byte[] bytes = new byte[4096];
        String text = "";
        while (!text.endsWith("{}")) {
          int read = connection.getInputStream().read(bytes);
          if (read < 0) {
            return;
          }
          text += new String(bytes, 0, read, StandardCharsets.UTF_8);
        }
        if (posts.incrementAndGet() == 1) {
          connection
              .getOutputStream()
              .write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
                      .getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }
}
