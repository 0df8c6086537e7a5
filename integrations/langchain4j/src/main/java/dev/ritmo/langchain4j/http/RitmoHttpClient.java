package dev.ritmo.langchain4j.http;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.ritmo.langchain4j.internal.RefusedRequestException;
import dev.ritmo.runtime.Limiter;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of LangChain4j's models. All models share one pool of connections per connect
 * time-out, HTTP version, proxy and TLS context; what an answer says of limits, in its headers, is
 * reported to the limiter. Thread-safe.
 *
 * <pre>{@code
 * ChatModel model = OpenAiChatModel.builder()
 *     .httpClientBuilder(RitmoHttpClient.builder())
 *     .maxRetries(0)
 *     // ...
 *     .build();
 * }</pre>
 *
 * <p>An error is an {@link ErrorResponseException}, with its headers. So is an answer with status
 * 200 that is no answer of a model: one whose JSON is an error object, or HTML.
 *
 * <p>A request that a limited model sends reports to the limiter of that model. LangChain4j's own
 * retries send several requests within one of a model: each but the first waits for another permit
 * of the same limiter.
 */
public final class RitmoHttpClient implements HttpClient {

  private final java.net.http.HttpClient connections;
  private final @Nullable Duration readTimeout;
  private final @Nullable Limiter limiter;

  RitmoHttpClient(
      java.net.http.HttpClient connections,
      @Nullable Duration readTimeout,
      @Nullable Limiter limiter) {
    this.connections = connections;
    this.readTimeout = readTimeout;
    this.limiter = limiter;
  }

  /**
   * Returns a builder with the defaults of the JDK: HTTP/2 where the provider has it, the proxy and
   * the certificates of the system, no time-outs. Models set time-outs of their own.
   */
  public static RitmoHttpClientBuilder builder() {
    return RitmoHttpClientBuilder.DEFAULT.withPool();
  }

  /** The pool of connections, which other clients may use too. */
  java.net.http.HttpClient pool() {
    return connections;
  }

  /**
   * Sends a request, and returns its answer. The read time-out counts until the headers of the
   * answer, and again for each part of its body.
   *
   * @throws ErrorResponseException if the provider answers with an error
   * @throws TimeoutException if the connection or the answer takes too long
   * @throws RefusedRequestException if this is a further request of the same model, and the limiter
   *     does not admit it
   * @throws RuntimeException if the connection breaks, with the {@link IOException}; or if the
   *     thread is interrupted, with the {@link InterruptedException} and the interrupt flag set
   */
  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    java.net.http.HttpRequest sent = RequestOnWire.of(request, readTimeout);
    SentRequest report = SentRequest.begin(limiter);
    try {
      HttpResponse<byte[]> answer = answer(sent);
      report.answered(answer.headers());
      ErrorResponseException error = AnswerCheck.error(request, answer);
      if (error != null) {
        throw error;
      }
      return SuccessfulHttpResponse.builder()
          .statusCode(answer.statusCode())
          .headers(answer.headers().map())
          .body(answer.body())
          .build();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RuntimeException(e);
    } catch (HttpException | TimeoutException e) {
      report.failed(e);
      throw e;
    } catch (IOException e) {
      RuntimeException failure =
          e instanceof HttpTimeoutException ? new TimeoutException(e) : new RuntimeException(e);
      report.failed(failure);
      throw failure;
    }
  }

  private HttpResponse<byte[]> answer(java.net.http.HttpRequest request)
      throws IOException, InterruptedException {
    BodyInTime body = new BodyInTime(readTimeout);
    CompletableFuture<HttpResponse<byte[]>> answer = connections.sendAsync(request, body);
    return body.await(answer);
  }

  /**
   * Sends a request whose answer is a stream, and returns at once, or once a permit was free for a
   * further request of the same model. The listener hears {@code onOpen}, the events, and then
   * either {@code onClose} or {@code onError}, on one thread. An event with an error object ends
   * the stream by {@code onError}. Cancelling closes the connection, after which only {@code
   * onClose} is called.
   */
  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    java.net.http.HttpRequest sent = RequestOnWire.of(request, readTimeout);
    EventStream stream = new EventStream(parser, listener, SentRequest.begin(limiter));
    CompletableFuture<HttpResponse<InputStream>> unused =
        connections
            .sendAsync(sent, HttpResponse.BodyHandlers.ofInputStream())
            .whenCompleteAsync(stream::answered, ClientThreads.EXECUTOR);
  }
}
