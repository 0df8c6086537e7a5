package dev.ritmo.langchain4j.http;

import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a listener of a stream hears, in order. */
class Heard implements ServerSentEventListener {

  final List<String> calls = new CopyOnWriteArrayList<>();
  final CompletableFuture<ServerSentEventParsingHandle> first = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
  private volatile @Nullable ClassLoader loader;

  @Override
  public void onOpen(SuccessfulHttpResponse response) {
    calls.add("open " + response.statusCode());
    loader = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
    calls.add(event.data());
    first.complete(context.parsingHandle());
  }

  @Override
  public void onError(Throwable failure) {
    calls.add("error");
    end.complete(failure);
  }

  @Override
  public void onClose() {
    calls.add("close");
    end.complete(null);
  }

  /** The failure with which the stream ended; null if it was closed. */
  @Nullable Throwable end() throws Exception {
    return end.get(20, TimeUnit.SECONDS);
  }

  /** The failure with which the stream must have ended. */
  Throwable failure() throws Exception {
    Throwable failure = end();
    if (failure == null) {
      throw new AssertionError("closed without a failure: " + calls);
    }
    return failure;
  }

  @Nullable ClassLoader loader() {
    return loader;
  }
}
