package dev.ritmo.benchmarks.drain;

import dev.ritmo.testkit.Policy;

/** What a provider keeps of one client. It is told of one thing at a time, in the order of time. */
interface Account {

  /**
   * Decides on the request of a call.
   *
   * @return zero if it is admitted, or the time until one like it would be
   */
  long refusal(int call, long nanos);

  /** The answer to a call that was admitted is complete. */
  default void complete(int call, long nanos) {}

  /** Counts requests. */
  static Account of(Policy policy) {
    return (call, nanos) -> {
      var verdict = policy.decide(nanos);
      return verdict.admitted() ? 0 : Math.max(1, verdict.retryAfterNanos());
    };
  }
}
