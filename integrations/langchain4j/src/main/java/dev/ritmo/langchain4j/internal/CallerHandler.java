package dev.ritmo.langchain4j.internal;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;

/**
 * The handler of a caller, whose exceptions come back to it as errors, as LangChain4j does. They
 * are no failures of the provider, and the stream goes on. Thread-safe if the handler is.
 */
public final class CallerHandler {

  private static final System.Logger LOG = System.getLogger("dev.ritmo");

  private final StreamingChatResponseHandler handler;

  /** Wraps the handler of a caller. */
  public CallerHandler(StreamingChatResponseHandler handler) {
    this.handler = handler;
  }

  /** Hands on a signal. */
  public void tell(Consumer<StreamingChatResponseHandler> signal) {
    try {
      signal.accept(handler);
    } catch (RuntimeException failure) {
      fail(failure);
    }
  }

  /** Hands on a failure. */
  public void fail(Throwable failure) {
    try {
      handler.onError(failure);
    } catch (RuntimeException ofHandler) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The onError of a StreamingChatResponseHandler has failed with {0}; ignored.",
          ofHandler.getClass().getName());
    }
  }
}
