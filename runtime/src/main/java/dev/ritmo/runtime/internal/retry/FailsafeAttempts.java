package dev.ritmo.runtime.internal.retry;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import java.util.function.Predicate;

/**
 * Counts the attempts of one call with Failsafe's standalone execution, from the first failure on.
 * Delays and deadlines are not Failsafe's: it rounds, clips and jitters what a provider states. Not
 * thread-safe.
 */
final class FailsafeAttempts {

  private final Execution<Object> execution;

  private FailsafeAttempts(RetryPolicy<Object> policy) {
    this.execution = Execution.of(policy);
  }

  /** Records a failed attempt; true if another one is due. Not to be called after it was false. */
  boolean failed(Throwable failure) {
    execution.recordException(failure);
    return !execution.isComplete();
  }

  /** The number of failed attempts. */
  int count() {
    return execution.getAttemptCount();
  }

  /** Which failures of a method are tried again, and how often; immutable. */
  static final class Policy {

    private final RetryPolicy<Object> policy;

    Policy(int maxAttempts, Predicate<Throwable> isCurable) {
      policy = RetryPolicy.builder().withMaxAttempts(maxAttempts).handleIf(isCurable::test).build();
    }

    FailsafeAttempts begin() {
      return new FailsafeAttempts(policy);
    }
  }
}
