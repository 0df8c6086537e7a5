package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for admission. Its fields are guarded by the lock of its limiter, but for those
 * that never change.
 */
abstract sealed class Waiter permits BlockingWaiter, AsyncWaiter {

  /** First arrival of the call, which decides its place; unique within the limiter. */
  final long arrival;

  /** The time before which it must not be admitted. */
  final long notBefore;

  /** The latest turn that is worth waiting for. */
  final long latest;

  /** The expected turn, as things stood when it was last computed. */
  long turn;

  /** The limit that this turn waits for; null if the limiter is paused. */
  @Nullable Limit binding;

  @Nullable RateLimitExceededException refusal;

  Waiter(long arrival, long notBefore, long latest) {
    this.arrival = arrival;
    this.notBefore = notBefore;
    this.latest = latest;
  }

  /**
   * Makes it look at the limiter again after so many nanoseconds, or only when it is woken again
   * for {@link Timeline#NEVER}; called under the lock. It may look more often.
   */
  abstract void wake(long nanos);
}
