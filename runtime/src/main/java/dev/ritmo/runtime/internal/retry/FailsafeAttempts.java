package dev.ritmo.runtime.internal.retry;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;

/**
 * Counts the attempts of one call with Failsafe's standalone execution, from the first failure on.
 * Delays and deadlines are not Failsafe's: it rounds, clips and jitters what a provider states.
 * Neither does it see failures, only whether they are curable: it would retry errors, and what goes
 * wrong in its hands would be thrown instead of them. Not thread-safe.
 */
final class FailsafeAttempts {

  private final Execution<Boolean> execution;

  private FailsafeAttempts(RetryPolicy<Boolean> policy) {
    this.execution = Execution.of(policy);
  }

  /** Records a failed attempt; true if another one is due. Not to be called after it was false. */
  boolean failed(boolean isCurable) {
    execution.recordResult(isCurable);
    return !execution.isComplete();
  }

  /** The number of failed attempts. */
  int count() {
    return execution.getAttemptCount();
  }

  /** How often the calls of a method are tried; immutable. */
  static final class Policy {

    private final RetryPolicy<Boolean> policy;

    Policy(int maxAttempts) {
      policy =
          RetryPolicy.<Boolean>builder().withMaxAttempts(maxAttempts).handleResult(true).build();
    }

    FailsafeAttempts begin() {
      return new FailsafeAttempts(policy);
    }
  }
}
