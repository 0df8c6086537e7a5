package dev.ritmo.adapter.reactor.core.publisher;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import reactor.core.publisher.Flux;

/** Makes a call for each subscription to a {@code Flux} that a governed method returns. */
public final aspect FluxAdapter {

  declare precedence : FluxAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Flux *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.flux(calls, () -> proceed());
  }
}
