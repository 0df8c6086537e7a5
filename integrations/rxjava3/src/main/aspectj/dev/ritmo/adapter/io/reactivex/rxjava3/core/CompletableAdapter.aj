package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import io.reactivex.rxjava3.core.Completable;

/** Makes a call for each subscription to a {@code Completable} that a governed method returns. */
public final aspect CompletableAdapter {

  declare precedence : CompletableAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Completable *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.completable(calls, () -> proceed());
  }
}
