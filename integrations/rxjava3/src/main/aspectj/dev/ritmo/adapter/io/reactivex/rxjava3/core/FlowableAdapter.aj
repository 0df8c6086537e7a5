package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import io.reactivex.rxjava3.core.Flowable;

/** Makes a call for each subscription to a {@code Flowable} that a governed method returns. */
public final aspect FlowableAdapter {

  declare precedence : FlowableAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Flowable *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.flowable(calls, () -> proceed());
  }
}
