package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.Admissions.Settlement;
import dev.ritmo.runtime.internal.window.Connections;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.CallObserver.WaitCause;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one key, or of a limiter without keys: who can go, and what becomes of those who
 * went. Not thread-safe: every method runs under the lock of its limiter.
 *
 * <p>Invariant: a call is admitted only if all limits have room, the pause is over, and nobody due
 * goes before it.
 */
final class Lane {

  private final String name;
  private final @Nullable Object key;
  private final Tally tally;
  private final @Nullable Overall overall;
  private final Admissions admissions;
  private final LaneQueue queue;
  private final Connections connections;
  private final Watch watch;

  /** Saves the most frequent kind of call looking for slots. */
  private final boolean settles;

  private long pausedUntil;

  /** When somebody who arrives may go at once, as far as the line and pauses are concerned. */
  private long opensAt;

  /** Whether a call has to pass then, beside slots, no more than a plain number of calls. */
  private boolean isPlain;

  /** Whether answers to come decide when calls can leave. */
  private boolean isUncertain;

  private boolean isForgotten;
  private boolean isShutDown;

  /** Lets {@link Overall} tell lanes apart. */
  final long number;

  /** What the provider has answered to its calls, where the key is an account. */
  @Nullable Setbacks setbacks;

  /** When a call was last admitted; changes only while {@link Overall} does not know the lane. */
  long servedAt = -1;

  /**
   * @param number unique within the limiter
   * @param key null if there are none, or for the lane of those that are too many
   * @param connections of all calls of the limiter
   * @param overall the limits over all keys; null if there are none
   */
  Lane(
      String name,
      long number,
      @Nullable Object key,
      Tally tally,
      Admissions admissions,
      Connections connections,
      Watch watch,
      @Nullable Overall overall) {
    this.name = name;
    this.number = number;
    this.key = key;
    this.tally = tally;
    this.admissions = admissions;
    this.queue = new LaneQueue(this);
    this.settles = admissions.settles();
    this.isPlain = admissions.isPlain();
    this.connections = connections;
    this.watch = watch;
    this.overall = overall;
  }

  @Nullable Object key() {
    return key;
  }

  /** What has been admitted here. */
  Admissions admissions() {
    return admissions;
  }

  /** Those who wait here. */
  LaneQueue queue() {
    return queue;
  }

  /** Admits a call that arrives now, if it need not wait. */
  boolean admitOnArrival(long now, long arrival, Weights weights) {
    if (now < opensAt) {
      return admitBeforeLater(now, arrival, weights);
    }
    if (isPlain && connections.isWarm(now) && weights.calls() == 1 && !isCrowded()) {
      return admissions.tryAdmitPlainly(now, arrival, weights);
    }
    boolean goes = hasRoomOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights, false);
    }
    return goes;
  }

  private boolean isCrowded() {
    return settles && admissions.isCrowded();
  }

  /** Admits a call that arrives now, if all who wait have to wait for a time of their own. */
  private boolean admitBeforeLater(long now, long arrival, Weights weights) {
    boolean goes = queue.isNobodyDue(now) && hasRoomOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights, false);
      queue.wasOvertaken(now);
    }
    return goes;
  }

  /**
   * Adds a waiter to the line if its turn comes in time.
   *
   * @throws RateLimitExceededException if it does not
   */
  void enqueue(Waiter waiter, long now) {
    waiter.queue = queue;
    waiter.isWithin = admissions.isOpen(waiter.outer);
    if (waiter.isWithin) {
      admissions.countFromStart(waiter.outer, now);
    }
    RateLimitExceededException refusal = refusalAtOnce(waiter.weights);
    if (refusal != null) {
      throw refusal;
    }
    queue.add(waiter, now);
  }

  /** Admits nobody before this time. */
  void pause(long until, long now) {
    if (until > pausedUntil) {
      pausedUntil = until;
      queue.recompute(now);
    }
  }

  /** The pause is over. */
  void endPause(long now) {
    if (pausedUntil > now) {
      pausedUntil = now;
      queue.recompute(now);
    }
  }

  /** Ends the pause, and lets calls go that wait for a time of their own. */
  void resume(long now) {
    endPause(now);
    queue.resume(now);
  }

  /** Refuses everybody who waits, and everybody from now on. */
  void shutDown(long now) {
    isShutDown = true;
    queue.reconsider(now);
  }

  /** Keeps other limits from now on; what was admitted under the ones before still counts. */
  void change(List<Limit> limits, Inference.Factory inferring, long now) {
    admissions.change(limits, inferring, now);
    isUncertain = false;
    queue.reconsider(now);
  }

  /**
   * An attempt of a call has ended; what it has used is settled.
   *
   * @param weights what it has reserved
   * @return whether others may be able to go at other times than before, slots aside
   */
  boolean ended(long arrival, Weights weights, Inference.Outcome outcome, Clock clock) {
    boolean isWatched = watch.isOn();
    long now = isQuiet() && !isWatched ? clock.last() : clock.now();
    boolean hasChanged = isWatched && admissions.ended(arrival, weights, outcome, now);
    admissions.close(arrival, now);
    if (hasChanged) {
      turnsChanged(now);
    } else if (!queue.isEmpty() && admissions.hasSlots()) {
      queue.wakeHead(now);
    }
    return hasChanged;
  }

  /** Calls may be able to go at other times than before. */
  private void turnsChanged(long now) {
    boolean was = isUncertain;
    isUncertain = admissions.isUncertain(now);
    if (was && isUncertain) {
      queue.wakeHead(now); // nobody has a turn as long as that lasts
    } else if (was || isUncertain) {
      queue.reconsider(now);
    } else {
      queue.recompute(now);
    }
  }

  /** Calls that back off because of a rejection need not wait any longer. */
  void release(long now) {
    queue.release(now);
  }

  /**
   * Whether it matters to nobody when a call ends: it may as well have happened when the clock was
   * last read, which costs as much as all the rest.
   */
  private boolean isQuiet() {
    return queue.isEmpty() && overall == null && !admissions.isCrowded();
  }

  /** Undoes the admission of a call that has not started. */
  void giveBack(long arrival, Weights weights, long now) {
    admissions.giveBack(arrival, weights, now);
    queue.mayBeEarlier(now);
  }

  /**
   * Replaces what a call has reserved by what it has used, as far as it is told.
   *
   * @return whether the permit is still open
   */
  boolean settle(long arrival, long tokens, long input, long output, Clock clock) {
    boolean isQuiet = isQuiet() && admissions.isTimeless(arrival, tokens, input, output);
    long now = isQuiet ? clock.last() : clock.now();
    Settlement settlement = admissions.settle(arrival, tokens, input, output, now);
    if (isQuiet) {
      return settlement != Settlement.CLOSED;
    }
    if (settlement == Settlement.LATER) {
      queue.recompute(now);
    } else if (settlement == Settlement.EARLIER) {
      queue.mayBeEarlier(now);
    }
    return settlement != Settlement.CLOSED;
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long arrival, Weights weights, @Nullable Dimension meant, long stated, long now) {
    if (admissions.rejected(arrival, weights, meant, stated, now)) {
      turnsChanged(now);
    }
  }

  /** Takes in what the provider said in the answer to a call. */
  void observe(long arrival, Dimension dimension, long most, long remaining, long reset, long now) {
    admissions.observe(arrival, dimension, most, remaining, reset, now);
    queue.recompute(now);
  }

  /** When the head of the line can go, as far as is known. */
  long turnOfHead(Waiter head, long now) {
    if (runsWithin(head)) {
      return Math.max(admissions.earliestWithin(now, head.weights), pausedUntil);
    }
    long turn = Math.max(admissions.earliest(now, head.weights), pausedUntil);
    if (overall == null) {
      return turn;
    }
    if (turn > now) {
      overall.leave(this);
      return turn;
    }
    return overall.isTurnOf(this) ? overall.earliest(now, head.weights) : Timeline.NEVER;
  }

  /** Counts what counts in another lane, too. */
  void startLike(Lane other, long now) {
    admissions.startLike(other.admissions, now);
    isPlain = admissions.isPlain();
  }

  /** Whether nothing would be lost if it were forgotten. */
  boolean isIdle(long now) {
    return queue.isEmpty() && pausedUntil <= now && admissions.isEmpty(now);
  }

  /** Nobody is to enter it any more. */
  void forget() {
    isForgotten = true;
  }

  boolean isForgotten() {
    return isForgotten;
  }

  /** Whether somebody waits, or a permit is open. */
  boolean isInUse(long now) {
    return !queue.isEmpty() || admissions.hasOpen(now);
  }

  void report(long now, Consumer<LimitUse> to) {
    admissions.report(now, to);
  }

  /** A call that has left the line is refused, as its turn would come too late. */
  void refuse(Waiter waiter, long now) {
    tally.refused++;
    Limit crowded = admissions.crowdedBy();
    Limit inTheWay = crowded == null ? waiter.binding : crowded;
    long turn = Math.max(waiter.turn - now, crowded == null ? 0 : admissions.meanHold(now));
    if (overall != null && inTheWay == null) {
      inTheWay = overall.binding(now, waiter.weights);
      turn = Math.max(turn, overall.soonest(now, waiter.weights) - now);
    }
    waiter.refusal = new RateLimitExceededException(name, inTheWay, Duration.ofNanos(turn));
  }

  /** Why a call that is in line waits, and for how long as things stand. */
  ExpectedWait expected(Waiter waiter, long now) {
    long turn = isForeseeable() ? Math.max(0, waiter.turn - now) : ExpectedWait.UNKNOWN;
    if (waiter.notBefore > now) {
      return new ExpectedWait(WaitCause.BACKOFF, Math.max(waiter.notBefore - now, turn));
    }
    if (pausedUntil > now) {
      return new ExpectedWait(WaitCause.PAUSE, Math.max(pausedUntil - now, turn));
    }
    WaitCause cause = admissions.crowdedBy() == null ? WaitCause.LIMIT : WaitCause.SLOT;
    return new ExpectedWait(cause, turn);
  }

  /** Counts and says why a call of this size is never admitted; null if it can be. */
  @Nullable RateLimitExceededException refusalAtOnce(Weights weights) {
    Limit tooSmall = admissions.tooSmallFor(weights);
    if (!isShutDown && tooSmall == null) {
      return null;
    }
    tally.refused++;
    return isShutDown || tooSmall == null
        ? RateLimitExceededException.shutDown(name)
        : RateLimitExceededException.tooLarge(name, tooSmall, weights.of(tooSmall.dimension()));
  }

  /** Whether the limits over all keys alone make a call wait for too long. */
  boolean isTooLate(Waiter waiter, long now) {
    return overall != null && overall.soonest(now, waiter.weights) > waiter.latest;
  }

  /** Nobody is left in the line who only waits for limits. */
  void hasNobodyDue() {
    if (overall != null) {
      overall.leave(this);
    }
  }

  /** Others wait than before. */
  void lineChanged() {
    isPlain = admissions.isPlain();
    opensAt = isShutDown || !queue.isEmpty() ? Timeline.NEVER : pausedUntil;
  }

  private boolean hasRoomOnArrival(long now, Weights weights) {
    return hasRoom(now, weights) && (overall == null || overall.admitsAtOnce(now, weights));
  }

  boolean canGo(Waiter head, long now) {
    if (runsWithin(head)) {
      boolean isOpen = now >= pausedUntil && !isShutDown;
      return isOpen && admissions.earliestWithin(now, head.weights) == now;
    }
    return hasRoom(now, head.weights)
        && (overall == null || (overall.isTurnOf(this) && overall.hasRoom(now, head.weights)));
  }

  /** Whether it needs no slot: not if the call that made it has ended while it waited. */
  private boolean runsWithin(Waiter head) {
    return head.isWithin && admissions.isOpen(head.outer);
  }

  private boolean hasRoom(long now, Weights weights) {
    return now >= pausedUntil && !isShutDown && admissions.hasRoom(now, weights);
  }

  void admit(Waiter waiter, long now) {
    admit(now, waiter.arrival, waiter.weights, waiter.isWithin);
    if (waiter.isWithin) {
      admissions.share(waiter.arrival, waiter.outer);
    }
  }

  private void admit(long now, long arrival, Weights weights, boolean isSent) {
    if (overall != null) {
      overall.leave(this);
      servedAt = now;
    }
    admissions.admit(now, arrival, weights, isSent);
    if (isUncertain) {
      isUncertain = admissions.isUncertain(now);
    }
  }

  /** Whether turns can be told in advance: not where it matters when or how other calls end. */
  boolean isForeseeable() {
    return !isUncertain && !admissions.hasSlots() && overall == null;
  }

  long startOfAdmission(long now) {
    return Math.max(now, pausedUntil);
  }
}
