package dev.ritmo.runtime.internal.call;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber of one call. It is told one thing at a time, and nothing after the last: an end
 * that comes on another thread while an element is handed on, waits for that.
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

  /** Hands an element on, unless all is over. */
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
      Runnable end = handed();
      if (end != null) {
        end.run();
      }
    }
  }

  private synchronized @Nullable Runnable handed() {
    handing--;
    return handing == 0 ? takeLast() : null;
  }

  private @Nullable Runnable takeLast() {
    Runnable end = last;
    last = null;
    return end;
  }

  /** Ends well; false if all was over before. */
  boolean complete() {
    return end(subscriber::onComplete);
  }

  /** Ends with a failure; false if all was over before. */
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

  /** Ends without a word; false if all was over before. */
  synchronized boolean cancel() {
    last = null;
    boolean isFirst = !isOver;
    isOver = true;
    return isFirst;
  }

  /** Whether it has been told the last, or has cancelled. */
  synchronized boolean isOver() {
    return isOver;
  }
}
