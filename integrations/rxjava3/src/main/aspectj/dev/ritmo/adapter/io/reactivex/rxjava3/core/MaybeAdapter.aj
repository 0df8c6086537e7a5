package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import io.reactivex.rxjava3.core.Maybe;

/** Makes a call for each subscription to a {@code Maybe} that a governed method returns. */
public final aspect MaybeAdapter {

  declare precedence : MaybeAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Maybe *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.maybe(calls, () -> proceed());
  }
}
