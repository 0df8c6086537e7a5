package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.Nullable;

/** Lets calls pass that the adapter of their return type guards. */
final class AdaptedGuard extends PassingGuard {

  private final DeferredCalls calls;

  AdaptedGuard(DeferredCalls calls) {
    this.calls = calls;
  }

  /** The calls that the adapter makes for subscriptions. */
  DeferredCalls calls() {
    return calls;
  }

  @Override
  public long admit(@Nullable Call call) {
    calls.requireRunning();
    return 0;
  }
}
