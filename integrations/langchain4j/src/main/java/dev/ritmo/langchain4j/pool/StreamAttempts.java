package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.ritmo.langchain4j.internal.CallerHandler;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Streams a request, at one member after the other, until one has begun to answer. */
final class StreamAttempts {

  private final PooledRequest<StreamingChatModel> request;
  private final Start start;
  private final CallerHandler handler;

  /** Starts a stream. */
  @FunctionalInterface
  interface Start {
    void at(StreamingChatModel model, StreamingChatResponseHandler events);
  }

  StreamAttempts(
      PooledRequest<StreamingChatModel> request,
      Start start,
      StreamingChatResponseHandler handler) {
    this.request = request;
    this.start = start;
    this.handler = new CallerHandler(handler);
  }

  /** Seeks a member, without blocking. */
  void next() {
    request.seek(this::decided);
  }

  private void decided(@Nullable Attempt<StreamingChatModel> attempt, @Nullable Throwable failure) {
    if (attempt == null) {
      handler.fail(Objects.requireNonNull(failure));
      return;
    }
    StreamEvents events = new StreamEvents(this, attempt, handler);
    try {
      attempt.start(model -> start.at(model, events));
    } catch (Throwable thrown) {
      events.onError(thrown);
    }
  }

  /** A stream has failed. */
  void failed(Attempt<StreamingChatModel> attempt, Throwable failure, boolean hasBegun) {
    if (attempt.failed(failure, !hasBegun)) {
      next();
    } else {
      handler.fail(hasBegun ? failure : attempt.finalFailure(failure));
    }
  }
}
