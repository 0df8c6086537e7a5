package dev.ritmo.runtime.aspect;

import dev.ritmo.runtime.internal.retry.CallAttempts;

/** The attempts of one call that has failed at least once; not thread-safe. */
public final class Attempts {

  private final CallAttempts attempts;

  Attempts(CallAttempts attempts) {
    this.attempts = attempts;
  }

  CallAttempts all() {
    return attempts;
  }
}
