package dev.ritmo.langchain4j.pool;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.ritmo.langchain4j.internal.CallerHandler;
import dev.ritmo.langchain4j.internal.ReceivedText;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands on the events of one stream, and ends its attempt with the first that is the last: the
 * answer, a failure, or a cancellation. What a client says after that is dropped. Raw events before
 * the first piece are kept back until then, so that the request may still go elsewhere.
 */
final class StreamEvents implements StreamingChatResponseHandler {

  private final StreamAttempts attempts;
  private final Attempt<StreamingChatModel> attempt;
  private final CallerHandler handler;
  private final ReceivedText received = new ReceivedText();
  private final Queue<Object> raw = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean hasBegun = new AtomicBoolean();
  private final AtomicBoolean hasEnded = new AtomicBoolean();

  StreamEvents(
      StreamAttempts attempts, Attempt<StreamingChatModel> attempt, CallerHandler handler) {
    this.attempts = attempts;
    this.attempt = attempt;
    this.handler = handler;
  }

  /** Whether an event may be handed on; notes that the answer has begun. */
  private boolean passes() {
    if (hasEnded.get()) {
      return false;
    }
    if (hasBegun.compareAndSet(false, true)) {
      attempt.begins();
      handOnRaw();
    }
    return true;
  }

  private void handOnRaw() {
    raw.forEach(event -> handler.tell(to -> to.onUnmappedRawEvent(event)));
    raw.clear();
  }

  @Override
  public void onPartialResponse(String text) {
    received.add(text);
    if (passes()) {
      handler.tell(to -> to.onPartialResponse(text));
    }
  }

  @Override
  public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
    received.add(text.text());
    if (passes()) {
      StreamingHandle handle = context.streamingHandle();
      handler.tell(
          to ->
              to.onPartialResponse(
                  text, handle == null ? context : new PartialResponseContext(new Handle(handle))));
    }
  }

  @Override
  public void onPartialThinking(PartialThinking thought) {
    received.add(thought.text());
    if (passes()) {
      handler.tell(to -> to.onPartialThinking(thought));
    }
  }

  @Override
  public void onPartialThinking(PartialThinking thought, PartialThinkingContext context) {
    received.add(thought.text());
    if (passes()) {
      StreamingHandle handle = context.streamingHandle();
      handler.tell(
          to ->
              to.onPartialThinking(
                  thought,
                  handle == null ? context : new PartialThinkingContext(new Handle(handle))));
    }
  }

  @Override
  public void onPartialToolCall(PartialToolCall call) {
    received.add(call.partialArguments());
    if (passes()) {
      handler.tell(to -> to.onPartialToolCall(call));
    }
  }

  @Override
  public void onPartialToolCall(PartialToolCall call, PartialToolCallContext context) {
    received.add(call.partialArguments());
    if (passes()) {
      StreamingHandle handle = context.streamingHandle();
      handler.tell(
          to ->
              to.onPartialToolCall(
                  call, handle == null ? context : new PartialToolCallContext(new Handle(handle))));
    }
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    if (passes()) {
      handler.tell(to -> to.onCompleteToolCall(call));
    }
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    if (!hasBegun.get()) {
      raw.add(event);
    } else if (passes()) {
      handler.tell(to -> to.onUnmappedRawEvent(event));
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse answer) {
    if (hasEnded.compareAndSet(false, true)) {
      attempt.served(answer); // first, so that the next request of the handler finds its slot free
      handOnRaw();
      handler.tell(to -> to.onCompleteResponse(answer));
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (hasEnded.compareAndSet(false, true)) {
      if (hasBegun.get()) {
        attempt.cutOff(received.toString());
      }
      attempts.failed(attempt, failure, hasBegun.get());
    }
  }

  /** Cancels the stream, and ends its attempt: no other event follows. */
  private final class Handle implements StreamingHandle {

    private final StreamingHandle stream;

    Handle(StreamingHandle stream) {
      this.stream = stream;
    }

    @Override
    public void cancel() {
      boolean isFirst = hasEnded.compareAndSet(false, true);
      try {
        stream.cancel();
      } finally {
        if (isFirst) {
          attempt.cancelled(received.toString());
        }
      }
    }

    @Override
    public boolean isCancelled() {
      return stream.isCancelled();
    }
  }
}
