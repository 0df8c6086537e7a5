package dev.ritmo.langchain4j;

import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.ritmo.langchain4j.internal.CallerHandler;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Hands the signals of a stream to the handler of the caller, whose handle cancels the stream. The
 * complete response is handed on last, when the call has ended: the handler may run tools, and
 * sends the next request, which may need the slot.
 */
final class HandlerSubscriber implements Flow.Subscriber<ChatSignal> {

  private final CallerHandler handler;
  private volatile Flow.@Nullable Subscription subscription;
  private volatile @Nullable ChatSignal last;
  private volatile boolean isCancelled;

  HandlerSubscriber(StreamingChatResponseHandler handler) {
    this.handler = new CallerHandler(handler);
  }

  /** Cancels the stream for the caller. */
  StreamingHandle handle() {
    return new StreamingHandle() {
      @Override
      public void cancel() {
        isCancelled = true;
        Flow.Subscription running = subscription;
        if (running != null) {
          running.cancel();
        }
      }

      @Override
      public boolean isCancelled() {
        return isCancelled;
      }
    };
  }

  /** The stream is about to end with this signal. */
  void endWith(ChatSignal signal) {
    last = signal;
  }

  @Override
  public void onSubscribe(Flow.Subscription made) {
    subscription = made;
    made.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(ChatSignal signal) {
    handler.tell(signal::sendTo);
  }

  @Override
  public void onError(Throwable failure) {
    handler.fail(failure);
  }

  @Override
  public void onComplete() {
    ChatSignal signal = last;
    if (signal != null) {
      onNext(signal);
    }
  }
}
