package dev.ritmo.adapter.dev.langchain4j.service;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.service.TokenStream;
import dev.ritmo.adapter.dev.langchain4j.service.GovernedTokenStream.Handler;
import dev.ritmo.runtime.aspect.DeferredCalls;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The call of one started stream: ends with the final response, with an error, or when a handler
 * cancels the stream. Each ends before the handler of the program runs, which may make the next
 * call. Thread-safe.
 */
final class StreamCall {

  private static final String ADVICE =
      "The TokenStream of a governed method has failed, and is not started again as a whole: a chat memory would hold the user's message twice, and tools would run again. Fix: limit and retry the model of the AI service: RitmoModels.limit(model, limiter) repeats the request that has failed.";

  /** Null to ignore errors. */
  private final @Nullable Consumer<Throwable> errorHandler;

  /** Completes when the stream ends. */
  private final CompletableFuture<Object> stream = new CompletableFuture<>();

  private volatile boolean isReported;
  private volatile boolean isCancelled;
  private volatile @Nullable CompletableFuture<Object> call;

  StreamCall(@Nullable Consumer<Throwable> errorHandler) {
    this.errorHandler = errorHandler;
  }

  void start(DeferredCalls calls, Callable<?> body, List<Handler> handlers) {
    CompletableFuture<Object> started;
    try {
      started = calls.startOnce(() -> run(body, handlers), ADVICE);
    } catch (RuntimeException | Error e) { // for example, a missing key
      started = CompletableFuture.failedFuture(e);
    }
    call = started;
    if (isCancelled) {
      boolean unused = started.cancel(false);
    }
    CompletableFuture<Object> unused =
        started.whenComplete(
            (response, failure) -> {
              if (failure != null && !isReported && !isCancelled) {
                report(failure); // a refusal, or the body of the method has failed
              }
            });
  }

  private CompletionStage<?> run(Callable<?> body, List<Handler> handlers) throws Exception {
    TokenStream made = (TokenStream) body.call();
    if (made == null) {
      throw new NullPointerException(
          "A governed method must return a TokenStream, but returned null.");
    }
    for (Handler handler : handlers) {
      made = handler.addTo(made, this);
    }
    made.onError(this::failed).start();
    return stream;
  }

  /** The stream has ended with this response. */
  void completed(ChatResponse response) {
    stream.complete(response);
  }

  private void failed(Throwable failure) {
    isReported = true;
    stream.completeExceptionally(failure);
    report(failure);
  }

  private void report(Throwable failure) {
    if (errorHandler != null) {
      errorHandler.accept(failure);
    } else {
      System.getLogger("dev.ritmo")
          .log(Level.WARNING, "Ignored error of a TokenStream: " + failure.getClass().getName());
    }
  }

  /** A handle that also ends the call when the program cancels the stream. */
  StreamingHandle handle(StreamingHandle handle) {
    return new StreamingHandle() {
      @Override
      public void cancel() {
        handle.cancel();
        cancelled();
      }

      @Override
      public boolean isCancelled() {
        return handle.isCancelled();
      }
    };
  }

  private void cancelled() {
    isCancelled = true;
    CompletableFuture<Object> started = call;
    if (started != null) {
      boolean unused = started.cancel(false);
    }
  }
}
