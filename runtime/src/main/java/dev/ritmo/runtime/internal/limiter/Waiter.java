package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for admission. Its fields are guarded by the lock of its limiter, but for those
 * that never change.
 */
abstract sealed class Waiter permits BlockingWaiter, AsyncWaiter {

  /** How long a call waits until it stands with those of the next higher priority. */
  private static final long AGEING = 60_000_000_000L;

  /** No other call. */
  static final long NONE = -1;

  /** Of the limiter at which it waits. */
  private final Gate gate;

  /** Is told once that it waits; null for nobody. */
  private final @Nullable WaitWatch watch;

  /** First arrival of the call; unique within the limiter. */
  final long arrival;

  /** Its place among those that are due: the arrival, and later for a lower priority. */
  private final long rank;

  /** How much it takes. */
  final Weights weights;

  /** The time before which it must not be admitted. */
  long notBefore;

  /** Whether that is because it was rejected, and the provider has not said for how long. */
  boolean backsOff;

  /** Whether it was let go before that time. */
  private boolean isReleased;

  /** The latest turn that is worth waiting for. */
  final long latest;

  /** The call in whose body it was made; {@link #NONE} if that is of another limiter, or none. */
  long outer = NONE;

  /**
   * Whether that call was there when this one came into the line: as long as it is, it needs no
   * slot.
   */
  boolean isWithin;

  /** The expected turn, as things stood when it was last computed. */
  long turn;

  /** The limit that this turn waits for; null if the limiter is paused. */
  @Nullable Limit binding;

  @Nullable RateLimitExceededException refusal;

  /** Where it waits, or waited last; null before. */
  @Nullable LaneQueue queue;

  Waiter(Gate gate, long arrival, Terms terms, long notBefore, long latest) {
    this.gate = gate;
    this.watch = terms.watch();
    this.arrival = arrival;
    this.rank = arrival + ageing(terms.priority());
    this.weights = terms.weights();
    this.notBefore = notBefore;
    this.latest = latest;
  }

  /**
   * Its place among those that are due. Whoever runs within another call goes first: those ahead
   * may wait for the slot that the other holds.
   */
  final long rank() {
    return isWithin ? arrival - Timeline.NEVER / 2 : rank;
  }

  private static long ageing(Priority priority) {
    return switch (priority) {
      case HIGH -> 0;
      case NORMAL -> AGEING;
      case LOW -> 2 * AGEING;
    };
  }

  /**
   * Goes if it is its turn; otherwise it is {@linkplain #sleep told} when to look again.
   *
   * @throws RateLimitExceededException if it has been refused meanwhile
   */
  public final boolean tryAdmit() {
    gate.lock();
    try {
      look();
      long now = gate.now();
      LaneQueue place = Objects.requireNonNull(queue, "never enqueued");
      boolean goes = place.admitIfDue(this, now);
      if (!goes) {
        sleep(place.nap(this, now));
      }
      return goes;
    } finally {
      gate.unlock();
    }
  }

  /** It need not back off any longer; only while no order knows it by {@link #notBefore}. */
  final void release(long now) {
    notBefore = Math.min(notBefore, now);
    isReleased = true;
  }

  /** Whether it has gone before its back-off was over, as the rejection meant nothing. */
  public final boolean isReleased() {
    return isReleased; // what is asked only after it was admitted needs no lock
  }

  /** Says that it waits, to what watches it; to be called once, without the lock. */
  public final void tellOfWait() {
    if (watch != null) {
      watch.waits(expected());
    }
  }

  private ExpectedWait expected() {
    gate.lock();
    try {
      return Objects.requireNonNull(queue, "never enqueued").expected(this, gate.now());
    } finally {
      gate.unlock();
    }
  }

  /** Gives up its place; false if it has none any more. */
  public final boolean abandon() {
    gate.lock();
    try {
      return queue != null && queue.abandon(this, gate.now());
    } finally {
      gate.unlock();
    }
  }

  /** It looks at the limiter; called under the lock. */
  void look() {}

  /** It is not its turn, and may not be for so many nanoseconds; called under the lock. */
  abstract void sleep(long nanos);

  /**
   * Makes it look at the limiter again after this many nanoseconds, or only when it is woken again
   * for {@link Timeline#NEVER}; called under the lock, and happens after it. It may look more
   * often.
   */
  void wake(long nanos) {
    gate.alarms().set(this, nanos);
  }

  /** Its alarm rings; called without the lock, by one thread at a time. */
  abstract void ring(long nanos);
}
