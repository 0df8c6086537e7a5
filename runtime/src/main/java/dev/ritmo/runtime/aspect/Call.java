package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.call.GuardedCall;

/**
 * What woven code keeps of one call, from where it differs from others of its method: by its
 * arguments, or once it has failed. Used by one thread.
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
