package dev.ritmo.langchain4j;

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
import dev.ritmo.langchain4j.internal.CurrentRequest;
import dev.ritmo.langchain4j.internal.ReceivedText;
import dev.ritmo.runtime.Permit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a streamed request: sends it when it is subscribed to, and publishes the signals
 * of the model. It settles with the usage of the complete response or, if the stream is cancelled,
 * with the text received. Raw events before the first token are kept back until then, so that the
 * request may still be retried. Signals after the last are ignored: another attempt may be running.
 */
final class ChatStream
    implements Flow.Publisher<ChatSignal>, Flow.Subscription, StreamingChatResponseHandler {

  private final Permit permit;
  private final Consumer<StreamingChatResponseHandler> request;
  private final HandlerSubscriber caller;

  private final ReceivedText received = new ReceivedText();
  private final List<ChatSignal> raw = new ArrayList<>();
  private boolean hasBegun;
  private Flow.@Nullable Subscriber<? super ChatSignal> subscriber;
  private volatile @Nullable StreamingHandle handle;
  private final AtomicBoolean hasEnded = new AtomicBoolean();
  private volatile boolean isCancelled;
  private boolean isSent;

  /** Known once the request is sent. */
  private @Nullable RequestAttributes attributes;

  /**
   * @param request sends the request, with its own handler
   * @param caller hears the complete response when the call has ended, and may cancel all
   */
  ChatStream(
      Permit permit, Consumer<StreamingChatResponseHandler> request, HandlerSubscriber caller) {
    this.permit = permit;
    this.request = request;
    this.caller = caller;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super ChatSignal> only) {
    subscriber = only;
    only.onSubscribe(this);
  }

  /** Sends the request; the caller wants all signals. */
  @Override
  public void request(long n) {
    if (isSent) {
      return;
    }
    isSent = true;
    attributes = RequestAttributes.ofThisThread();
    CurrentRequest.Scope scope = CurrentRequest.enter(permit);
    try {
      request.accept(this);
    } catch (RuntimeException failure) {
      onError(failure);
    } finally {
      scope.close();
    }
  }

  @Override
  public void cancel() {
    isCancelled = true;
    if (hasEnded.compareAndSet(false, true)) {
      permit.cutOff(received.toString());
      StreamingHandle running = handle;
      if (running != null) {
        running.cancel();
      }
    }
  }

  private void publish(ChatSignal signal) {
    Flow.Subscriber<? super ChatSignal> to = subscriber;
    if (to != null && !hasEnded.get()) {
      hasBegun = true;
      publishRaw(to);
      to.onNext(signal);
    }
  }

  private void publishRaw(Flow.Subscriber<? super ChatSignal> to) {
    raw.forEach(to::onNext);
    raw.clear();
  }

  /** Keeps the handle of the model, and returns that of the caller instead. */
  private StreamingHandle wrapped(@Nullable StreamingHandle ofModel) {
    handle = ofModel;
    if (isCancelled && ofModel != null) {
      ofModel.cancel();
    }
    return caller.handle();
  }

  @Override
  public void onPartialResponse(String part) {
    received.add(part);
    publish(to -> to.onPartialResponse(part));
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    PartialResponseContext own = new PartialResponseContext(wrapped(context.streamingHandle()));
    received.add(part.text());
    publish(to -> to.onPartialResponse(part, own));
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    received.add(part.text());
    publish(to -> to.onPartialThinking(part));
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    PartialThinkingContext own = new PartialThinkingContext(wrapped(context.streamingHandle()));
    received.add(part.text());
    publish(to -> to.onPartialThinking(part, own));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    received.add(part.partialArguments());
    publish(to -> to.onPartialToolCall(part));
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
    PartialToolCallContext own = new PartialToolCallContext(wrapped(context.streamingHandle()));
    received.add(part.partialArguments());
    publish(to -> to.onPartialToolCall(part, own));
  }

  @Override
  public void onCompleteToolCall(CompleteToolCall call) {
    publish(to -> to.onCompleteToolCall(call));
  }

  @Override
  public void onUnmappedRawEvent(Object event) {
    if (hasBegun) {
      publish(to -> to.onUnmappedRawEvent(event));
    } else {
      raw.add(to -> to.onUnmappedRawEvent(event));
    }
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    Flow.Subscriber<? super ChatSignal> to = subscriber;
    if (to != null && hasEnded.compareAndSet(false, true)) {
      permit.usedBy(response);
      if (attributes != null) {
        attributes.answered(response);
      }
      publishRaw(to);
      caller.endWith(handler -> handler.onCompleteResponse(response));
      to.onComplete();
    }
  }

  @Override
  public void onError(Throwable failure) {
    Flow.Subscriber<? super ChatSignal> to = subscriber;
    if (to != null && hasEnded.compareAndSet(false, true)) {
      if (hasBegun) {
        permit.cutOff(received.toString());
      }
      to.onError(failure instanceof RuntimeException e ? CurrentRequest.unwrapped(e) : failure);
    }
  }
}
