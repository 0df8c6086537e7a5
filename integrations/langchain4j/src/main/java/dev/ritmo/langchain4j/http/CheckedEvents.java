package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.lang.System.Logger.Level;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the events of one stream, and its end once: the parser reports a broken connection and
 * returns as if all were well, and a cancelled stream looks like a broken one. An error among the
 * events ends the stream. Thread-safe.
 */
final class CheckedEvents implements ServerSentEventListener {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private static final String ERROR = "error";

  private final ServerSentEventListener listener;
  private final SentRequest sent;
  private final AtomicBoolean isOver = new AtomicBoolean();
  private volatile @Nullable HttpResponse<?> answer;
  private volatile @Nullable ServerSentEventParsingHandle handle;

  CheckedEvents(ServerSentEventListener listener, SentRequest sent) {
    this.listener = listener;
    this.sent = sent;
  }

  /** The headers of a success have come. */
  void opened(HttpResponse<?> success) {
    answer = success;
    onOpen(
        SuccessfulHttpResponse.builder()
            .statusCode(success.statusCode())
            .headers(success.headers().map())
            .build());
  }

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    quietly(() -> listener.onOpen(response));
  }

  @Override
  public void onEvent(ServerSentEvent event) {
    if (!isOver.get() && !endsWith(event)) {
      listener.onEvent(event);
    }
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    ServerSentEventParsingHandle known = context.parsingHandle();
    handle = known;
    if (isOver.get()) {
      return;
    }
    if (endsWith(event)) {
      known.cancel();
    } else {
      listener.onEvent(event, context);
    }
  }

  /** Ends the stream if this event is an error; the name of an event is never a model's. */
  private boolean endsWith(ServerSentEvent event) {
    HttpResponse<?> of = answer;
    String data = event.data();
    if (of == null || data == null) {
      return false;
    }
    ErrorResponseException error = AnswerCheck.errorObject(data, false, of);
    if (error == null && ERROR.equals(event.event())) {
      error = new ErrorResponseException(of.statusCode(), data, of.headers());
    }
    if (error != null) {
      end(error);
    }
    return error != null;
  }

  @Override
  public void onError(Throwable failure) {
    ServerSentEventParsingHandle known = handle;
    if (known == null || !known.isCancelled()) {
      end(failure);
    }
  }

  private void end(Throwable failure) {
    if (isOver.compareAndSet(false, true)) {
      sent.failed(failure);
      quietly(() -> listener.onError(failure));
    }
  }

  @Override
  public void onClose() {
    if (isOver.compareAndSet(false, true)) {
      quietly(listener::onClose);
    }
  }

  private static void quietly(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "A listener of a stream threw {0}, which is ignored.",
          e.getClass().getName());
    }
  }
}
