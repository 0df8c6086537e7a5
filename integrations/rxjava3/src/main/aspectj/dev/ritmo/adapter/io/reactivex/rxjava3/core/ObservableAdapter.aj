package dev.ritmo.adapter.io.reactivex.rxjava3.core;

import dev.ritmo.runtime.aspect.DeferredCalls;
import dev.ritmo.runtime.aspect.GovernedCalls;
import io.reactivex.rxjava3.core.Observable;

/** Makes a call for each subscription to an {@code Observable} that a governed method returns. */
public final aspect ObservableAdapter {

  declare precedence : ObservableAdapter, GovernedCalls;

  Object around() : GovernedCalls.governed() && execution(Observable *(..)) {
    DeferredCalls calls = DeferredCalls.of(thisJoinPoint);
    return calls == null ? proceed() : Publishers.observable(calls, () -> proceed());
  }
}
