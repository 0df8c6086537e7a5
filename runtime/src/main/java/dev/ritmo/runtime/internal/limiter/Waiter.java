package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.Priority;
import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.jfr.WaitRecording;
import dev.ritmo.runtime.internal.jfr.WaitRecording.End;
import dev.ritmo.runtime.internal.limiter.feedback.CallCounters;
import dev.ritmo.runtime.internal.time.Timeline;
import dev.ritmo.runtime.internal.time.WaitTimes;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Limit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that waits for admission. Its fields are guarded by the lock of its limiter, except those
 * that never change.
 */
public abstract class Waiter implements Alarms.Sleeper {

  /** Stands for no other call. */
  public static final long NONE = -1;

  /** How long a call waits until it stands with calls of the next higher priority: one minute. */
  private static final long AGEING = 60_000_000_000L;

  /** More than any arrival. */
  private static final long LEAD = Long.MAX_VALUE / 2;

  private final Host limiter;

  /** Is told once that it waits; null if it is not watched. */
  private final @Nullable CallWatch watch;

  /** Where the call is counted. */
  final CallCounters counters;

  /** Unique within the limiter; mostly the first arrival of the call. */
  final long arrival;

  /** Whether it goes before others. */
  final Priority priority;

  /** How much it takes. */
  final Weights weights;

  /** The latest turn that is worth waiting for. */
  final long latest;

  /** The call in whose body it was made; {@link #NONE} if that is of another limiter, or none. */
  final long outer;

  /** Whether it waits because it was rejected, and the provider has not said for how long. */
  final boolean backsOff;

  /** Whether it takes the place of a call that was admitted before all that wait. */
  final boolean isInPlace;

  /** Its place among due calls: the first arrival, and later for a lower priority. */
  private final long rank;

  /** The time before which it must not be admitted. */
  long notBefore;

  /** Whether it was released before that time. */
  private boolean isReleased;

  /** Whether the outer call was running when this one arrived: while it runs, it needs no slot. */
  boolean isNested;

  /** The computed turn, as things stood when it was last computed. */
  long turn;

  /** The limit that this turn waits for; null if the limiter is paused. */
  @Nullable Limit binding;

  /** Why it is refused; null if it is not. It is out of the queue then. */
  @Nullable RateLimitExceededException refusal;

  /** Its attempts so far; null for the first. */
  final @Nullable RetryHistory history;

  /** Its wait; null if it has not begun to wait. */
  private @Nullable WaitMeter meter;

  /** Where it waits, or waited last; null before. */
  private @Nullable Place place;

  /** The limiter, as a waiting call sees it. */
  public interface Host {

    /** The name under which methods share it. */
    String name();

    /** The timeline on which its points in time lie. */
    Timeline timeline();

    /** Where a call on these terms is counted. */
    CallCounters counters(Terms terms);

    /**
     * Admits a waiting call if it is its turn; otherwise it is told when to look again.
     *
     * @throws RateLimitExceededException if it has been refused
     */
    boolean lookAgain(Waiter waiter);

    /** A waiting call gives up; false if it does not wait any more. */
    boolean leave(Waiter waiter);

    /** Why a waiting call waits, and for how long as things stand. */
    ExpectedWait expectedWait(Waiter waiter);

    /** With what a waiting call would be refused now; turns are computed anew for it. */
    RateLimitExceededException refusal(Waiter waiter);
  }

  /** Where calls wait; guarded by the lock of the limiter. */
  interface Place {

    /** Admits a call as {@link Host#lookAgain} does. */
    boolean look(long now, Waiter waiter);

    /** A call gives up, as for {@link Host#leave}. */
    boolean leave(long now, Waiter waiter);

    /** As {@link Host#expectedWait}. */
    ExpectedWait expectedWait(long now, Waiter waiter);

    /** As {@link Host#refusal}. */
    RateLimitExceededException refusal(long now, Waiter waiter);
  }

  Waiter(Host limiter, Terms terms, Attempt attempt) {
    this.limiter = limiter;
    this.watch = terms.watch();
    this.counters = limiter.counters(terms);
    this.priority = terms.priority();
    this.weights = terms.weights();
    this.arrival = attempt.arrival();
    this.rank = attempt.first() + ageing(terms.priority());
    this.notBefore = attempt.notBefore();
    this.latest = attempt.latest();
    this.backsOff = attempt.backsOff();
    this.outer = attempt.outer();
    this.isInPlace = attempt.isInPlace();
    this.history = attempt.history();
  }

  private static long ageing(Priority priority) {
    return switch (priority) {
      case HIGH -> 0;
      case NORMAL -> AGEING;
      case LOW -> 2 * AGEING;
    };
  }

  /**
   * Its place among due calls. A nested call goes first, as those ahead may wait for the slot that
   * the outer call holds; so does a call in the place of one that was admitted before them.
   */
  final long rank() {
    return isNested || isInPlace ? arrival - LEAD : rank;
  }

  /**
   * Goes if it is its turn; otherwise it is {@linkplain #sleep told} when to look again.
   *
   * @throws RateLimitExceededException if it has been refused meanwhile
   */
  public final boolean tryAdmit() {
    try {
      boolean goes = limiter.lookAgain(this);
      if (goes) {
        waitEnded(End.ADMITTED);
      }
      return goes;
    } catch (RateLimitExceededException refused) {
      waitEnded(End.REFUSED);
      throw refused;
    }
  }

  /** Reports its wait, if it has waited, on the thread that has ended it; without the lock. */
  private void waitEnded(End end) {
    WaitMeter ended = meter;
    if (ended == null) {
      return;
    }
    if (history != null) {
      history.waited(ended.times());
    }
    WaitRecording recorded = recording();
    if (recorded != null) {
      recorded.ended(limiter.name(), counters.method(), end, ended.times(), ended.limit());
    }
  }

  /** Why it waits, and for how long as things stood when its turn was last computed. */
  public final ExpectedWait expectedWait() {
    return limiter.expectedWait(this);
  }

  /** With what it would be refused now, as things stand. */
  public final RateLimitExceededException refusalNow() {
    return limiter.refusal(this);
  }

  /** It waits in this lane. */
  final void waitIn(Place lane) {
    place = lane;
  }

  final boolean isPlaced() {
    return place != null;
  }

  /** Where it waits, or waited last. */
  final Place place() {
    return Objects.requireNonNull(place, "never enqueued");
  }

  /** Refuses it; it is out of the queue. */
  final void refuse(RateLimitExceededException why) {
    refusal = why;
    counters.refuse();
  }

  final void throwIfRefused() {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Says that it waits, to what watches it; called once, without the lock. */
  public final void tellOfWait() {
    if (watch != null) {
      watch.waits(limiter.expectedWait(this));
    }
  }

  /** Gives up its place; false if it has none any more. */
  public final boolean abandon() {
    boolean left = limiter.leave(this);
    if (left) {
      waitEnded(End.ABANDONED);
    }
    return left;
  }

  /** Records the wait that has ended; null if that is not recorded. */
  abstract @Nullable WaitRecording recording();

  /** It need not back off any longer; only while no order knows it by {@link #notBefore}. */
  final void release(long now) {
    notBefore = Math.min(notBefore, now);
    isReleased = true;
  }

  /** Whether it was admitted before its back-off was over, as the rejection meant nothing. */
  public final boolean isReleased() {
    return isReleased; // asked only after it was admitted, so no lock is needed
  }

  /** Whether it looks at the limiter as soon as it is in the queue. */
  abstract boolean looksOnArrival();

  /** It begins to wait, in the queue. */
  final void begins(WaitMeter begun) {
    meter = begun;
  }

  /** Its wait; null if it has not begun to wait. */
  final @Nullable WaitMeter meter() {
    return meter;
  }

  /** What it has waited for so far; not under the lock. */
  final WaitTimes waitedSoFar() {
    return limiter.expectedWait(this).times();
  }

  /** It looks at the limiter; called under the lock. */
  void looks() {}

  /** It is not its turn, and may not be for this many nanoseconds; called under the lock. */
  abstract void sleep(Alarms alarms, long nanos);

  /**
   * Makes it look at the limiter again after this many nanoseconds, or only when it is woken again
   * for {@link Timeline#NEVER}; called under the lock, and happens after it. It may look more
   * often.
   */
  void wake(Alarms alarms, long nanos) {
    alarms.set(this, nanos);
  }
}
