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
 * Makes a call of each subscription. The context of the subscriber is that of the body's publisher,
 * as if nothing stood between them.
 */
public final class Publishers {

  private Publishers() {}

  /** What a governed method returns whose body returns a {@code Mono}. */
  public static Mono<Object> mono(DeferredCalls calls, Callable<?> body) {
    return Mono.deferContextual(
        context ->
            // it cancels nothing after the first element, as Mono.from would
            Mono.fromDirect(published(calls, () -> flow((Mono<?>) body.call(), context))));
  }

  /** What a governed method returns whose body returns a {@code Flux}. */
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
