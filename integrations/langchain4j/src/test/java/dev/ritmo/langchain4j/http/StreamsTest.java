package dev.ritmo.langchain4j.http;

import static com.google.common.truth.Truth.assertThat;
import static dev.ritmo.langchain4j.http.RawProvider.chunk;
import static dev.ritmo.langchain4j.http.RawProvider.events;
import static dev.ritmo.langchain4j.http.RawProvider.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.sse.DefaultServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are streams: their order, their ends, and what is no stream. */
@Timeout(60)
final class StreamsTest {

  private static final RitmoHttpClientBuilder CLIENT =
      RitmoHttpClient.builder().version(HttpClient.Version.HTTP_1_1);

  private static Heard heard(RawProvider provider) throws Exception {
    Heard heard = new Heard();
    CLIENT.build().execute(Models.post(provider.url() + "/v1", "{}"), heard);
    return heard;
  }

  @Test
  void theListenerHearsOpenEventsAndClose() throws Exception {
    try (RawProvider provider = RawProvider.answering(events("data: a", "", "data: b", ""))) {
      Heard heard = heard(provider);

      assertThat(heard.end()).isNull();
      assertThat(heard.calls).containsExactly("open 200", "a", "b", "close").inOrder();
    }
  }

  @Test
  void aModelStreamsAsOverTheClientOfLangChain4j() throws Exception {
    try (RawProvider provider =
        RawProvider.answering(events(chunk("Hel"), chunk("lo"), "data: [DONE]"))) {
      assertThat(streamed(provider).get().aiMessage().text()).isEqualTo("Hello");
    }
  }

  private static CompletableFuture<ChatResponse> streamed(RawProvider provider) {
    CompletableFuture<ChatResponse> result = new CompletableFuture<>();
    Models.streaming(provider.url(), CLIENT)
        .chat(
            "hi",
            new StreamingChatResponseHandler() {
              @Override
              public void onCompleteResponse(ChatResponse response) {
                result.complete(response);
              }

              @Override
              public void onError(Throwable error) {
                result.completeExceptionally(error);
              }
            });
    return result;
  }

  private static Throwable failureOf(RawProvider provider) {
    CompletableFuture<ChatResponse> stream = streamed(provider);
    assertThrows(ExecutionException.class, () -> stream.get(20, TimeUnit.SECONDS));
    return stream.handle((answer, failure) -> failure).join();
  }

  @Test
  void anErrorInsteadOfAStreamKeepsItsHeaders() throws Exception {
    try (RawProvider provider = RawProvider.answering(json(429, "{}", "Retry-After", "7"))) {
      Throwable failure = failureOf(provider);

      assertThat(failure).isInstanceOf(RateLimitException.class);
      assertThat(Models.errorIn(failure).headers().get("retry-after")).containsExactly("7");
      assertThat(heard(provider).failure()).isInstanceOf(ErrorResponseException.class);
    }
  }

  @Test
  void anErrorAmongTheEventsEndsTheStreamOnce() throws Exception {
    String error = "{\"error\":{\"code\":429,\"message\":\"m\"},\"choices\":[{\"delta\":{}}]}";
    try (RawProvider provider =
        RawProvider.answering(events(chunk("a"), "data: " + error, "", "data: b", ""))) {
      Heard heard = heard(provider);

      assertThat(((ErrorResponseException) heard.failure()).statusCode()).isEqualTo(429);
      Thread.sleep(100);
      assertThat(heard.calls).hasSize(3);
      assertThat(heard.calls.get(2)).isEqualTo("error");
      assertThat(failureOf(provider)).isInstanceOf(RateLimitException.class);
    }
  }

  @Test
  void anEventNamedErrorEndsTheStream() throws Exception {
    try (RawProvider provider =
        RawProvider.answering(
            events("event: error", "data: {\"type\":\"overloaded_error\"}", ""))) {
      Throwable failure = heard(provider).failure();

      assertThat(failure).isInstanceOf(ErrorResponseException.class);
      assertThat(failure).hasMessageThat().isEqualTo("{\"type\":\"overloaded_error\"}");
    }
  }

  @Test
  void whatAModelWritesInAStreamIsNoError() throws Exception {
    String text = "{\\\"error\\\":{\\\"code\\\":429}}";
    try (RawProvider provider = RawProvider.answering(events(chunk(text), "data: [DONE]"))) {
      assertThat(streamed(provider).get().aiMessage().text())
          .isEqualTo("{\"error\":{\"code\":429}}");
    }
  }

  @Test
  void aStreamThatBreaksEndsWithOneError() throws Exception {
    RawProvider.Answer broken =
        events(
            exchange -> {
              Thread.sleep(200); // otherwise the reset may overtake what was sent before
              throw new IllegalStateException("the connection is cut here");
            },
            "data: a",
            "");
    try (RawProvider provider = RawProvider.answering(broken)) {
      Heard heard = heard(provider);

      assertThat(heard.failure()).isInstanceOf(IOException.class);
      Thread.sleep(100);
      assertThat(heard.calls).containsExactly("open 200", "a", "error").inOrder();
    }
  }

  @Test
  void aWebPageIsNoStream() throws Exception {
    try (RawProvider page = RawProvider.answering(RawProvider.of(200, "text/html", "<html>"));
        RawProvider untyped =
            RawProvider.answering(RawProvider.of(200, "text/event-stream", "<html>"))) {
      assertThat(heard(page).failure()).hasMessageThat().contains("is a web page. Fix:");
      assertThat(heard(untyped).failure()).hasMessageThat().contains("is a web page. Fix:");
    }
  }

  @Test
  void anErrorObjectInsteadOfAStreamIsAFailure() throws Exception {
    String error = "\n {\"error\":{\"code\":503,\"message\":\"m\"}}";
    try (RawProvider provider = RawProvider.answering(json(200, error))) {
      assertThat(((ErrorResponseException) heard(provider).failure()).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void awholeAnswerInsteadOfAStreamIsNotAnEmptySuccess() throws Exception {
    try (RawProvider provider = RawProvider.answering(RawProvider.completion())) {
      Throwable failure = heard(provider).failure();

      assertThat(failure).hasMessageThat().contains("must be a stream of events");
      assertThat(failure).hasMessageThat().doesNotContain("hello");
    }
  }

  @Test
  void otherParsersReadWhatTheyLike() throws Exception {
    try (RawProvider provider = RawProvider.answering(json(200, "{\"line\":1}\n{\"line\":2}\n"))) {
      Heard heard = new Heard();
      CLIENT
          .build()
          .execute(
              Models.post(provider.url(), "{}"),
              (body, listener) -> readLines(body, listener),
              heard);

      assertThat(heard.end()).isNull();
      assertThat(heard.calls)
          .containsExactly("open 200", "{\"line\":1}\n{\"line\":2}\n", "close")
          .inOrder();
    }
  }

  private static void readLines(InputStream body, ServerSentEventListener listener) {
    try {
      String all = new String(body.readAllBytes(), UTF_8);
      listener.onEvent(
          new ServerSentEvent(null, all),
          new ServerSentEventContext(
              new dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle(body)));
    } catch (IOException e) {
      listener.onError(e);
    }
  }

  /** Sends events until the client closes the connection. */
  private static RawProvider.Answer endless(CountDownLatch cut) {
    return events(
        exchange -> {
          try {
            while (true) {
              exchange.getResponseBody().write("data: more\n\n".getBytes(UTF_8));
              exchange.getResponseBody().flush();
              Thread.sleep(5);
            }
          } catch (IOException e) {
            cut.countDown();
          }
        },
        "data: first",
        "");
  }

  @Test
  void aStreamThatNeverEndsIsCancelledAndItsConnectionClosed() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    try (RawProvider provider = RawProvider.answering(endless(cut))) {
      Heard heard = heard(provider);

      heard.first.get().cancel();

      assertThat(heard.end()).isNull();
      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(heard.calls).doesNotContain("error");
    }
  }

  @Test
  void aSilentStreamIsCancelledByAnotherThread() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (RawProvider provider =
        RawProvider.answering(events(exchange -> closing.await(), "data: first", ""))) {
      Heard heard = heard(provider);

      heard.first.get().cancel();

      assertThat(heard.end()).isNull();
      assertThat(heard.calls).containsExactly("open 200", "first", "close").inOrder();
      closing.countDown();
    }
  }

  @Test
  void aStreamWhoseHeadersDoNotComeTimesOut() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    try (RawProvider provider = RawProvider.answering(exchange -> closing.await())) {
      Heard heard = new Heard();
      CLIENT
          .readTimeout(Duration.ofMillis(200))
          .build()
          .execute(Models.post(provider.url(), "{}"), heard);

      assertThat(heard.failure()).isInstanceOf(TimeoutException.class);
      closing.countDown();
    }
  }

  @Test
  void aConnectionThatCannotBeMadeIsHeardOf() throws Exception {
    int closed;
    try (RawProvider provider = RawProvider.answering(exchange -> {})) {
      closed = provider.port();
    }
    Heard heard = new Heard();

    CLIENT.build().execute(Models.post("http://127.0.0.1:" + closed, "{}"), heard);

    assertThat(heard.failure()).isInstanceOf(IOException.class);
    assertThat(heard.calls).containsExactly("error");
  }

  @Test
  void aStreamIsReadWithTheClassLoaderOfItsCaller() throws Exception {
    ClassLoader mine = new ClassLoader(null) {};
    Thread.currentThread().setContextClassLoader(mine);
    try (RawProvider provider = RawProvider.answering(events("data: a", ""))) {
      Heard heard = heard(provider);

      assertThat(heard.end()).isNull();
      assertThat(heard.loader()).isSameInstanceAs(mine);
    } finally {
      Thread.currentThread().setContextClassLoader(StreamsTest.class.getClassLoader());
    }
  }

  @Test
  void aListenerThatThrowsHearsTheRest() throws Exception {
    Heard heard =
        new Heard() {
          @Override
          public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            super.onEvent(event, context);
            throw new IllegalStateException("the listener");
          }
        };
    try (RawProvider provider = RawProvider.answering(events("data: a", "", "data: b", ""))) {
      CLIENT
          .build()
          .execute(Models.post(provider.url(), "{}"), new DefaultServerSentEventParser(), heard);

      assertThat(heard.end()).isNull();
      assertThat(heard.calls).containsExactly("open 200", "a", "b", "close").inOrder();
    }
  }

  @Test
  void manyStreamsRunAtOnceWithoutBlockingTheirCallers() throws Exception {
    CountDownLatch all = new CountDownLatch(50);
    RawProvider.Answer together =
        exchange -> {
          all.countDown();
          all.await();
          events("data: a", "").to(exchange);
        };
    try (RawProvider provider = RawProvider.answering(together)) {
      Heard[] heard = new Heard[50];
      for (int i = 0; i < heard.length; i++) {
        heard[i] = heard(provider);
      }
      for (Heard one : heard) {
        assertThat(one.end()).isNull();
      }
    }
  }
}
