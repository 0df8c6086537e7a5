package dev.ritmo.runtime.aspect;

import org.jspecify.annotations.Nullable;

/** Lets calls pass that run through the adapter of their return type, which guards them. */
final class AdaptedGuard extends PassingGuard {

  private final DeferredCalls calls;

  AdaptedGuard(DeferredCalls calls) {
    this.calls = calls;
  }

  /** What the adapter makes of subscriptions. */
  DeferredCalls calls() {
    return calls;
  }

  @Override
  public long admit(@Nullable Call call) {
    calls.requireRunning();
    return 0;
  }
}
