package dev.ritmo.runtime;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: waits for a permit without a thread, then passes signals on.
 *
 * <p>Demand that comes before the publisher of the body is there is kept for it. All state is
 * guarded by this object's monitor, which is never held while foreign code runs.
 */
final class LimitedSubscription<T> implements Flow.Subscription, Flow.Subscriber<T> {

  private final Flow.Subscriber<? super T> downstream;
  private final Supplier<? extends Flow.Publisher<T>> body;

  private @Nullable CompletableFuture<Permit> request;
  private @Nullable Permit permit;
  private Flow.@Nullable Subscription upstream;
  private long demand;
  private boolean isOver;

  LimitedSubscription(
      Flow.Subscriber<? super T> downstream, Supplier<? extends Flow.Publisher<T>> body) {
    this.downstream = downstream;
    this.body = body;
  }

  void start(LimitedCall call) {
    downstream.onSubscribe(this);
    CompletableFuture<Permit> waiting;
    try {
      waiting = call.acquireAsync();
    } catch (RuntimeException e) {
      fail(e);
      return;
    }
    synchronized (this) {
      request = waiting;
    }
    if (isOver()) {
      waiting.cancel(false);
    }
    CompletableFuture<Permit> unused =
        waiting.whenComplete(
            (admitted, failure) -> {
              if (admitted != null) {
                run(admitted);
              } else if (!(failure instanceof CancellationException)) {
                fail(failure);
              }
            });
  }

  private void run(Permit admitted) {
    synchronized (this) {
      if (!isOver) {
        permit = admitted;
      }
    }
    if (isOver()) {
      admitted.giveBack();
      return;
    }
    try {
      body.get().subscribe(this);
    } catch (RuntimeException | Error e) {
      onError(e);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    long wanted;
    synchronized (this) {
      if (isOver || upstream != null) {
        wanted = -1;
      } else {
        upstream = subscription;
        wanted = demand;
      }
    }
    if (wanted < 0) {
      subscription.cancel();
    } else if (wanted > 0) {
      subscription.request(wanted);
    }
  }

  @Override
  public void onNext(T item) {
    if (!isOver()) {
      downstream.onNext(item);
    }
  }

  @Override
  public void onError(Throwable failure) {
    Permit held;
    synchronized (this) {
      held = isOver ? null : permit;
    }
    if (held != null) {
      held.failed(failure);
    }
    fail(failure);
  }

  @Override
  public void onComplete() {
    if (end()) {
      downstream.onComplete();
    }
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      if (stop()) {
        downstream.onError(
            new IllegalArgumentException(
                "A subscriber must request at least 1, but asked for " + n));
      }
      return;
    }
    Flow.Subscription source;
    synchronized (this) {
      source = isOver ? null : upstream;
      if (source == null) {
        demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      }
    }
    if (source != null) {
      source.request(n);
    }
  }

  @Override
  public void cancel() {
    boolean unused = stop();
  }

  /** Ends the call before its last signal; false if it has ended before. */
  private boolean stop() {
    CompletableFuture<Permit> waiting;
    Flow.Subscription source;
    synchronized (this) {
      waiting = request;
      source = upstream;
    }
    if (!end()) {
      return false;
    }
    if (waiting != null) {
      waiting.cancel(false);
    }
    if (source != null) {
      source.cancel();
    }
    return true;
  }

  private void fail(Throwable failure) {
    if (end()) {
      downstream.onError(failure);
    }
  }

  /** Ends the call; false if it has ended before. */
  private boolean end() {
    Permit held;
    synchronized (this) {
      if (isOver) {
        return false;
      }
      isOver = true;
      held = permit;
    }
    if (held != null) {
      held.close();
    }
    return true;
  }

  private synchronized boolean isOver() {
    return isOver;
  }
}
