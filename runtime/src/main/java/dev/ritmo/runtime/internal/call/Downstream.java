package dev.ritmo.runtime.internal.call;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber of one call. Signals reach it one at a time, and none follows the last: an end on
 * another thread waits until the element being delivered is delivered.
 *
 * <p>All state is guarded by this object's monitor, which is never held while foreign code runs.
 */
final class Downstream {

  private final Flow.Subscriber<? super Object> subscriber;

  private int handing;
  private boolean isOver;
  private @Nullable Runnable last;

  Downstream(Flow.Subscriber<? super Object> subscriber) {
    this.subscriber = subscriber;
  }

  /** Delivers an element, unless the stream has ended. */
  void next(Object element) {
    synchronized (this) {
      if (isOver) {
        return;
      }
      handing++;
    }
    try {
      subscriber.onNext(element);
    } finally {
      Runnable end = delivered();
      if (end != null) {
        end.run();
      }
    }
  }

  private synchronized @Nullable Runnable delivered() {
    handing--;
    return handing == 0 ? takeLast() : null;
  }

  private @Nullable Runnable takeLast() {
    Runnable end = last;
    last = null;
    return end;
  }

  /** Completes the stream; false if it had ended before. */
  boolean complete() {
    return end(subscriber::onComplete);
  }

  /** Fails the stream; false if it had ended before. */
  boolean fail(Throwable failure) {
    return end(() -> subscriber.onError(failure));
  }

  private boolean end(Runnable signal) {
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isOver = true;
      if (handing > 0) {
        last = signal;
        return true;
      }
    }
    signal.run();
    return true;
  }

  /** Ends the stream without a signal; false if it had ended before. */
  synchronized boolean cancel() {
    last = null;
    boolean isFirst = !isOver;
    isOver = true;
    return isFirst;
  }

  /** Whether the last signal was sent, or the subscriber has cancelled. */
  synchronized boolean isOver() {
    return isOver;
  }
}
