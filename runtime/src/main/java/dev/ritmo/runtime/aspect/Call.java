package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.GuardedCall;

/**
 * The state that woven code keeps for one call that differs from others of its method, by its
 * arguments or because an attempt has failed. Not thread-safe.
 */
public final class Call {

  private final GuardedCall guarded;

  Call(GuardedCall guarded) {
    this.guarded = guarded;
  }

  GuardedCall guarded() {
    return guarded;
  }
}
