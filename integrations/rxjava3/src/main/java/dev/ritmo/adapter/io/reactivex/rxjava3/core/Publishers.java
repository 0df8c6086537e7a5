package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import io.reactivex.rxjava3.core.BackpressureStrategy;
import io.reactivex.rxjava3.core.Completable;
import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Maybe;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Single;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/**
 * Makes a call for each subscription: converts the result of the body to a {@code Flowable}, and
 * the published elements back to the original type.
 */
public final class Publishers {

  private Publishers() {}

  /** The result of a governed method whose body returns a {@code Single}. */
  public static Single<Object> single(DeferredCalls calls, Callable<?> body) {
    return Single.fromPublisher(published(calls, body, (Single<?> single) -> single.toFlowable()));
  }

  /** The result of a governed method whose body returns a {@code Maybe}. */
  public static Maybe<Object> maybe(DeferredCalls calls, Callable<?> body) {
    // unlike Maybe.fromPublisher, this waits for the end after the first element
    return Flowable.fromPublisher(published(calls, body, (Maybe<?> maybe) -> maybe.toFlowable()))
        .singleElement();
  }

  /** The result of a governed method whose body returns a {@code Completable}. */
  public static Completable completable(DeferredCalls calls, Callable<?> body) {
    return Completable.fromPublisher(
        published(calls, body, (Completable completable) -> completable.toFlowable()));
  }

  /** The result of a governed method whose body returns an {@code Observable}. */
  public static Observable<Object> observable(DeferredCalls calls, Callable<?> body) {
    // an Observable has no back-pressure, so nothing has to be buffered
    return Observable.fromPublisher(
        published(
            calls,
            body,
            (Observable<?> observable) -> observable.toFlowable(BackpressureStrategy.MISSING)));
  }

  /** The result of a governed method whose body returns a {@code Flowable}. */
  public static Flowable<Object> flowable(DeferredCalls calls, Callable<?> body) {
    return Flowable.fromPublisher(published(calls, body, (Flowable<?> flowable) -> flowable));
  }

  @SuppressWarnings("unchecked") // the body returns what its method declares
  private static <B> Publisher<Object> published(
      DeferredCalls calls, Callable<?> body, Function<B, Flowable<?>> toFlowable) {
    return FlowAdapters.toPublisher(calls.publish(() -> flow((B) body.call(), toFlowable)));
  }

  private static <B> Flow.@Nullable Publisher<?> flow(
      @Nullable B returned, Function<B, Flowable<?>> toFlowable) {
    return returned == null ? null : FlowAdapters.toFlowPublisher(toFlowable.apply(returned));
  }
}
