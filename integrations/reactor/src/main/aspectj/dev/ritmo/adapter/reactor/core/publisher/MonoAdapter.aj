package dev.ritmo.adapter.reactor.core.publisher;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import reactor.core.publisher.Mono;

/** Makes a call for each subscription to a {@code Mono} that a governed method returns. */
public final aspect MonoAdapter {

  declare precedence : MonoAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Mono *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.mono(calls, () -> proceed());
  }
}
