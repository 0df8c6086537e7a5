package dev.ritmo.langchain4j.pool;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** A stream that a test moves by hand. */
final class ScriptedStream implements StreamingChatModel {

  final List<Begun> begun = new CopyOnWriteArrayList<>();

  /** One stream. */
  static final class Begun implements StreamingHandle {
    private final StreamingChatResponseHandler handler;
    final AtomicBoolean cancelled = new AtomicBoolean();

    Begun(StreamingChatResponseHandler handler) {
      this.handler = handler;
    }

    void piece(String text) {
      tell(
          () ->
              handler.onPartialResponse(
                  new PartialResponse(text), new PartialResponseContext(this)));
    }

    /** As the models of LangChain4j do. */
    private void tell(Runnable signal) {
      try {
        signal.run();
      } catch (RuntimeException e) {
        handler.onError(e);
      }
    }

    void raw(String event) {
      tell(() -> handler.onUnmappedRawEvent(event));
    }

    void done() {
      done(ChatResponse.builder().aiMessage(AiMessage.from("all")).build());
    }

    void done(ChatResponse answer) {
      tell(() -> handler.onCompleteResponse(answer));
    }

    void fails(Throwable failure) {
      handler.onError(failure);
    }

    @Override
    public void cancel() {
      cancelled.set(true);
    }

    @Override
    public boolean isCancelled() {
      return cancelled.get();
    }
  }

  Begun last() {
    return begun.get(begun.size() - 1);
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    begun.add(new Begun(handler));
  }
}
