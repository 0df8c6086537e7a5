package dev.ritmo.adapter.reactor.core.publisher;

import dev.ritmo.runtime.aspect.DeferredCalls;
import java.util.concurrent.Callable;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Makes a call for each subscription. The publisher of the body sees the context of the subscriber,
 * as if they were connected directly.
 */
public final class Publishers {

  private Publishers() {}

  /** The result of a governed method whose body returns a {@code Mono}. */
  public static Mono<Object> mono(DeferredCalls calls, Callable<?> body) {
    return Mono.deferContextual(
        context ->
            // unlike Mono.from, this does not cancel after the first element
            Mono.fromDirect(published(calls, () -> flow((Mono<?>) body.call(), context))));
  }

  /** The result of a governed method whose body returns a {@code Flux}. */
  public static Flux<Object> flux(DeferredCalls calls, Callable<?> body) {
    return Flux.deferContextual(
        context -> Flux.from(published(calls, () -> flow((Flux<?>) body.call(), context))));
  }

  private static Publisher<Object> published(DeferredCalls calls, Callable<?> body) {
    return FlowAdapters.toPublisher(calls.publish(body));
  }

  private static Flow.@Nullable Publisher<?> flow(@Nullable Mono<?> mono, ContextView context) {
    return mono == null ? null : FlowAdapters.toFlowPublisher(mono.contextWrite(context));
  }

  private static Flow.@Nullable Publisher<?> flow(@Nullable Flux<?> flux, ContextView context) {
    return flux == null ? null : FlowAdapters.toFlowPublisher(flux.contextWrite(context));
  }
}
