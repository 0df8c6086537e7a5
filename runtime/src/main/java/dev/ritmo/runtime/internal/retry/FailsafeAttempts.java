package dev.ritmo.runtime.internal.retry;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;

/**
 * Counts the attempts of one call with Failsafe's standalone execution, from the first failure on.
 * Failsafe does not compute delays and deadlines, because it rounds, clips and jitters the times
 * that providers state. It does not see failures either, only whether they are curable: it would
 * retry errors, and an exception of its own would replace the failure. Not thread-safe.
 */
final class FailsafeAttempts {

  private final Execution<Boolean> execution;

  private FailsafeAttempts(RetryPolicy<Boolean> policy) {
    this.execution = Execution.of(policy);
  }

  /**
   * Records a failed attempt; true if another one is due. Must not be called again after it
   * returned false.
   */
  boolean failed(boolean isCurable) {
    execution.recordResult(isCurable);
    return !execution.isComplete();
  }

  /** The number of failed attempts. */
  int count() {
    return execution.getAttemptCount();
  }

  /** The maximum number of attempts for the calls of a method. Immutable. */
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
