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
 * Makes a call of each subscription: what the body returns becomes a {@code Flowable}, and what is
 * published of that becomes its type again.
 */
public final class Publishers {

  private Publishers() {}

  /** What a governed method returns whose body returns a {@code Single}. */
  public static Single<Object> single(DeferredCalls calls, Callable<?> body) {
    return Single.fromPublisher(published(calls, body, (Single<?> single) -> single.toFlowable()));
  }

  /** What a governed method returns whose body returns a {@code Maybe}. */
  public static Maybe<Object> maybe(DeferredCalls calls, Callable<?> body) {
    // it waits for the end after the first element, where Maybe.fromPublisher would cancel
    return Flowable.fromPublisher(published(calls, body, (Maybe<?> maybe) -> maybe.toFlowable()))
        .singleElement();
  }

  /** What a governed method returns whose body returns a {@code Completable}. */
  public static Completable completable(DeferredCalls calls, Callable<?> body) {
    return Completable.fromPublisher(
        published(calls, body, (Completable completable) -> completable.toFlowable()));
  }

  /** What a governed method returns whose body returns an {@code Observable}. */
  public static Observable<Object> observable(DeferredCalls calls, Callable<?> body) {
    // nobody asks for less than all, so nothing has to be kept
    return Observable.fromPublisher(
        published(
            calls,
            body,
            (Observable<?> observable) -> observable.toFlowable(BackpressureStrategy.MISSING)));
  }

  /** What a governed method returns whose body returns a {@code Flowable}. */
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
