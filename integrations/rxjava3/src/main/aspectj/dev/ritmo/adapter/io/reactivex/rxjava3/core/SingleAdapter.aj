package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import io.reactivex.rxjava3.core.Single;

/** Makes a call for each subscription to a {@code Single} that a governed method returns. */
public final aspect SingleAdapter {

  declare precedence : SingleAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Single *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.single(calls, () -> proceed());
  }
}
