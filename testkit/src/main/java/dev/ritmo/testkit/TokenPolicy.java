package dev.ritmo.testkit;

import java.time.Duration;

/**
 * How a provider counts tokens. What a request may use is reserved on arrival, and what it has used
 * is settled when its answer is complete. A policy holds the state of one account. It does not read
 * a clock, so it can be tested with plain numbers. Not thread-safe: call it from one thread at a
 * time, in the order of time.
 */
public interface TokenPolicy {

  /**
   * Decides on one request, and reserves its tokens if it is admitted.
   *
   * @param nanos the time of its arrival in nanoseconds, on any clock; not less than in the
   *     previous call
   * @param amount the tokens that it may use; 0 is always admitted
   * @return the verdict, in tokens; if the amount is larger than the limit it is rejected without a
   *     time
   */
  Verdict reserve(long nanos, int amount);

  /**
   * Replaces reserved tokens by used ones. A surplus returns to where it was reserved; what exceeds
   * the reservation counts from now, admitted or not.
   *
   * @param nanos the time at which the answer is complete; not less than in the previous call
   * @param reservedNanos the time at which the tokens were reserved
   * @param reserved the amount that was reserved
   * @param used the amount that was used
   */
  void settle(long nanos, long reservedNanos, int reserved, int used);

  /** Which tokens it counts; by default all. */
  default TokenKind kind() {
    return TokenKind.ALL;
  }

  /** The same policy, which counts other tokens. */
  default TokenPolicy counting(TokenKind kind) {
    TokenPolicy policy = this;
    return new TokenPolicy() {
      @Override
      public Verdict reserve(long nanos, int amount) {
        return policy.reserve(nanos, amount);
      }

      @Override
      public void settle(long nanos, long reservedNanos, int reserved, int used) {
        policy.settle(nanos, reservedNanos, reserved, used);
      }

      @Override
      public TokenKind kind() {
        return kind;
      }
    };
  }

  /**
   * At most {@code limit} tokens in any half-open window of one period, wherever it starts.
   *
   * @throws IllegalArgumentException if the limit or the period is not positive
   */
  static TokenPolicy slidingWindow(int limit, Duration period) {
    return new TokenWindow(limit, period);
  }

  /**
   * A bucket that holds {@code limit} tokens, starts full, and is refilled evenly with {@code
   * limit} tokens a period. What is used beyond a reservation may empty it further than that.
   *
   * @throws IllegalArgumentException if the limit or the period is not positive, or their product
   *     in nanoseconds exceeds {@link Long#MAX_VALUE}
   */
  static TokenPolicy bucket(int limit, Duration period) {
    return new TokenBucket(limit, period);
  }
}
