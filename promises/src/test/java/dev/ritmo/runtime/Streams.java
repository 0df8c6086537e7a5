package dev.ritmo.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** The two ends of a stream, which do as they are told and note what they are told. */
final class Streams {

  private Streams() {}

  /** Emits what a test tells it to. */
  static final class Source implements Flow.Publisher<String>, Flow.Subscription {

    final List<String> told;
    private final List<Flow.Subscriber<? super String>> subscribers = new ArrayList<>();

    Source() {
      this(new ArrayList<>());
    }

    Source(List<String> told) {
      this.told = told;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super String> to) {
      told.add("subscribe");
      subscribers.add(to);
      to.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      told.add("request " + n);
    }

    @Override
    public void cancel() {
      told.add("cancel");
    }

    private Flow.Subscriber<? super String> last() {
      return subscribers.get(subscribers.size() - 1);
    }

    void next(String item) {
      last().onNext(item);
    }

    void complete() {
      last().onComplete();
    }

    void fail(Throwable failure) {
      last().onError(failure);
    }
  }

  /** Notes all signals; requests so many at once. */
  static class Sink implements Flow.Subscriber<String> {

    final List<Object> signals = new ArrayList<>();
    private final long first;
    private final List<Flow.Subscription> subscriptions = new ArrayList<>();

    Sink(long first) {
      this.first = first;
    }

    Flow.Subscription subscription() {
      return subscriptions.get(0);
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
      subscriptions.add(to);
      if (first > 0) {
        to.request(first);
      }
    }

    @Override
    public void onNext(String item) {
      signals.add(item);
    }

    @Override
    public void onError(Throwable failure) {
      signals.add(failure);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }
  }

  /** Keeps all elements. */
  static final class Collector<T> implements Flow.Subscriber<T> {

    private final List<T> elements;

    Collector(List<T> elements) {
      this.elements = elements;
    }

    @Override
    public void onSubscribe(Flow.Subscription to) {
      to.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(T element) {
      elements.add(element);
    }

    @Override
    public void onError(Throwable failure) {
      throw new AssertionError(failure);
    }

    @Override
    public void onComplete() {}
  }
}
