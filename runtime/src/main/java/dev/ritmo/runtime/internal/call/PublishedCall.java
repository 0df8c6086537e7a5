package dev.ritmo.runtime.internal.call;

import dev.ritmo.runtime.internal.retry.NoRepeat;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: a call that waits without blocking a thread, subscribes to the publisher of its
 * body, and passes signals on. It ends with the last signal, or when the subscriber cancels. It is
 * retried like a future, as long as no element was delivered.
 *
 * <p>Until then, each attempt requests all that the subscriber has requested so far. All state is
 * guarded by this object's monitor, which is never held while foreign code runs.
 */
final class PublishedCall implements Flow.Subscription, AsyncBody {

  private final CallBody<?> body;
  private final Downstream downstream;

  private @Nullable CompletableFuture<Object> call;
  private @Nullable Attempt attempt;
  private Flow.@Nullable Subscription upstream;
  private long demand;
  private boolean hasBegun;

  private PublishedCall(CallBody<?> body, Flow.Subscriber<? super Object> subscriber) {
    this.body = body;
    this.downstream = new Downstream(subscriber);
  }

  /**
   * Makes the call of a subscription.
   *
   * @param calls creates the call; an exception fails the stream
   * @param body returns the publisher to subscribe to
   */
  static void begin(
      Supplier<GuardedCall> calls, CallBody<?> body, Flow.Subscriber<? super Object> subscriber) {
    PublishedCall begun = new PublishedCall(body, Objects.requireNonNull(subscriber, "subscriber"));
    subscriber.onSubscribe(begun);
    begun.start(calls);
  }

  private void start(Supplier<GuardedCall> calls) {
    if (downstream.isOver()) {
      return;
    }
    CompletableFuture<Object> started;
    try {
      started = new AsyncCall(calls.get(), this).start();
    } catch (RuntimeException | Error e) {
      boolean unused = downstream.fail(e);
      return;
    }
    synchronized (this) {
      call = started;
    }
    if (downstream.isOver()) {
      started.cancel(false);
    }
    CompletableFuture<Object> unused = started.whenComplete((last, failure) -> end(failure));
  }

  private void end(@Nullable Throwable failure) {
    Attempt last;
    synchronized (this) {
      last = attempt;
    }
    if (last == null) { // it was refused
      signalEnd(failure);
    } else {
      last.made.handOn(() -> signalEnd(failure));
    }
  }

  private void signalEnd(@Nullable Throwable failure) {
    boolean unused = failure == null ? downstream.complete() : downstream.fail(failure);
  }

  @Override
  public CompletableFuture<Object> run(GuardedCall made) throws Exception {
    Flow.Publisher<?> source = (Flow.Publisher<?>) body.run(made);
    if (source == null) {
      throw new NullPointerException(
          "A governed method must return a publisher, but returned null.");
    }
    Attempt next = new Attempt(made);
    synchronized (this) {
      attempt = next;
    }
    next.subscribeTo(source);
    return next.outcome;
  }

  @Override
  public synchronized @Nullable NoRepeat noRepeat() {
    return hasBegun || downstream.isOver() ? NoRepeat.BEGUN : null;
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      IllegalArgumentException failure =
          new IllegalArgumentException("A subscriber must request at least 1, but asked for " + n);
      if (downstream.fail(failure)) {
        stop();
      }
      return;
    }
    Flow.Subscription source;
    synchronized (this) {
      demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
      source = upstream;
    }
    if (source != null) {
      source.request(n);
    }
  }

  @Override
  public void cancel() {
    if (downstream.cancel()) {
      stop();
    }
  }

  /** Stops the current attempt; the subscriber receives no more signals. */
  private void stop() {
    CompletableFuture<Object> started;
    Attempt running;
    synchronized (this) {
      started = call;
      running = attempt;
    }
    disconnect();
    if (started != null) {
      started.cancel(false);
    }
    if (running != null) { // its body may not have returned yet
      running.outcome.cancel(false);
    }
  }

  private void disconnect() {
    Flow.Subscription source = takeUpstream();
    if (source != null) {
      source.cancel();
    }
  }

  private synchronized Flow.@Nullable Subscription takeUpstream() {
    Flow.Subscription source = upstream;
    upstream = null;
    return source;
  }

  /** Subscribes to the publisher of one run of the body; ignores signals after its outcome. */
  private final class Attempt implements Flow.Subscriber<Object> {

    /** Completes with the last element, which may report the tokens used. */
    final CompletableFuture<Object> outcome = new CompletableFuture<>();

    private final GuardedCall made;
    private @Nullable Object last;

    Attempt(GuardedCall made) {
      this.made = made;
    }

    @SuppressWarnings("unchecked") // elements are only passed on
    void subscribeTo(Flow.Publisher<?> source) {
      try {
        ((Flow.Publisher<Object>) source).subscribe(this);
      } catch (RuntimeException | Error e) {
        disconnect();
        onError(e);
      }
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      Objects.requireNonNull(subscription, "subscription");
      long wanted;
      synchronized (PublishedCall.this) {
        boolean isFirst = upstream == null && !outcome.isDone();
        wanted = isFirst ? demand : -1;
        upstream = isFirst ? subscription : upstream;
      }
      if (wanted < 0) {
        subscription.cancel();
      } else if (downstream.isOver()) {
        disconnect();
      } else if (wanted > 0) {
        subscription.request(wanted);
      }
    }

    @Override
    public void onNext(Object element) {
      Objects.requireNonNull(element, "element");
      if (outcome.isDone()) {
        return;
      }
      synchronized (PublishedCall.this) {
        hasBegun = true;
      }
      last = element;
      try {
        made.handOn(() -> downstream.next(element));
      } catch (RuntimeException | Error e) { // the publisher may not signal any more
        disconnect();
        onError(e);
        throw e;
      }
    }

    @Override
    public void onError(Throwable failure) {
      Objects.requireNonNull(failure, "failure");
      release();
      outcome.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      release();
      outcome.complete(last);
    }

    private void release() {
      if (!outcome.isDone()) {
        Flow.Subscription unused = takeUpstream();
      }
    }
  }
}
