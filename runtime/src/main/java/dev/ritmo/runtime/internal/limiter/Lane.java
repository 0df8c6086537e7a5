package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.limiter.Admissions.Settlement;
import dev.ritmo.runtime.internal.window.CallRing;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state and the queue of one key, or of a limiter without keys: who is admitted, who waits, who
 * is refused, and when to look again. Not thread-safe: every method runs under the lock of its
 * limiter.
 *
 * <p>Invariants, between any two calls:
 *
 * <ul>
 *   <li>a call is admitted only if all limits have room, the pause is over, and nobody due goes
 *       before it;
 *   <li>a waiter is in the line, once, until it is admitted, refused or abandoned.
 * </ul>
 */
final class Lane {

  /** The time between two computations of all turns, for each that waits: a small share of it. */
  private static final long BETWEEN_CATCH_UPS = 10_000;

  private final String name;
  private final @Nullable Object key;
  private final Tally tally;
  private final @Nullable Overall overall;
  private final Admissions admissions;
  private final WaitingLine line = new WaitingLine();
  private final Turns turns;
  private final Alarms alarms = new Alarms(this);

  /** Saves the most frequent kind of call looking for slots. */
  private final boolean settles;

  private long pausedUntil;
  private long nextCatchUp;

  /** When somebody who arrives may go at once, as far as the line and pauses are concerned. */
  private long opensAt;

  /** What a call has to pass then beside slots, if that is but a plain number of calls. */
  private @Nullable CallRing plain;

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
   * @param overall the limits over all keys; null if there are none
   */
  Lane(
      String name,
      long number,
      @Nullable Object key,
      Tally tally,
      Admissions admissions,
      @Nullable Overall overall) {
    this.name = name;
    this.number = number;
    this.key = key;
    this.tally = tally;
    this.admissions = admissions;
    this.turns = new Turns(line, admissions);
    this.settles = admissions.settles();
    this.plain = admissions.plain();
    this.overall = overall;
  }

  @Nullable Object key() {
    return key;
  }

  /** What has been admitted here. */
  Admissions admissions() {
    return admissions;
  }

  /** Admits a call that arrives now, if it need not wait. */
  boolean admitOnArrival(long now, long arrival, Weights weights) {
    if (now < opensAt) {
      return admitBeforeLater(now, arrival, weights);
    }
    CallRing ring = plain;
    boolean goes;
    if (ring != null && weights.calls() == 1 && !(settles && admissions.isCrowded())) {
      goes = ring.tryAdmit(now);
      if (goes) {
        admissions.admittedPlainly(now, arrival, weights);
      }
      return goes;
    }
    goes = hasRoomOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights);
    }
    return goes;
  }

  /** Admits a call that arrives now, if all who wait have to wait for a time of their own. */
  private boolean admitBeforeLater(long now, long arrival, Weights weights) {
    comeDue(now);
    boolean goes = line.head() == null && hasRoomOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights);
      computeTurns(now); // those who are not due yet
      setAlarms(now);
    }
    return goes;
  }

  /**
   * Admits a waiter if it is its turn.
   *
   * @throws RateLimitExceededException if it has been refused
   */
  boolean admitIfDue(Waiter waiter, long now) {
    comeDue(now);
    refuseImpatient(now);
    if (waiter.refusal != null) {
      setAlarms(now); // the next may have to be refused as well
      throw waiter.refusal;
    }
    boolean goes = waiter == line.head() && canGo(waiter, now);
    if (goes) {
      line.remove(waiter);
      admit(waiter, now);
      if (isForeseeable() && turns.isTooLate(now - waiter.turn) && now >= nextCatchUp) {
        nextCatchUp = now + line.size() * BETWEEN_CATCH_UPS;
        computeTurns(now);
      }
    }
    setAlarms(now);
    return goes;
  }

  /**
   * Adds a waiter to the line if its turn comes in time.
   *
   * @throws RateLimitExceededException if it does not
   */
  void enqueue(Waiter waiter, long now) {
    waiter.lane = this;
    waiter.isWithin = admissions.isOpen(waiter.outer);
    refuseAtOnce(waiter.weights);
    comeDue(now);
    line.add(waiter, now);
    refuse(turns.add(waiter, now, startOfAdmission(now)), waiter, now);
    if (waiter.refusal == null && !isForeseeable()) {
      line.watch(waiter);
      boolean isTooLate = overall != null && overall.soonest(now, waiter.weights) > waiter.latest;
      if (isTooLate || (waiter.latest <= now && !(waiter == line.head() && canGo(waiter, now)))) {
        remove(waiter);
        refuse(waiter, now);
      }
    }
    setAlarms(now);
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
  }

  /**
   * Takes a waiter out of the line; false if it is not there any more. The turns of the others stay
   * as they were computed, too late, until it matters.
   */
  boolean abandon(Waiter waiter, long now) {
    boolean waited = remove(waiter);
    if (waited) {
      waiter.wake(Timeline.NEVER);
      setAlarms(now);
    }
    return waited;
  }

  /** Admits nobody before this time. */
  void pause(long until, long now) {
    if (until > pausedUntil) {
      pausedUntil = until;
      recompute(now);
    }
  }

  /** Refuses everybody who waits, and everybody from now on. */
  void shutDown(long now) {
    isShutDown = true;
    for (Waiter waiter : waiting()) {
      dismiss(waiter, RateLimitExceededException.shutDown(name));
    }
    setAlarms(now);
  }

  /** Keeps other limits from now on; what was admitted under the ones before still counts. */
  void change(List<Limit> limits, long now) {
    admissions.change(limits, now);
    refuseAllTooLarge();
    if (!isForeseeable()) {
      waiting().forEach(line::watch);
    }
    recompute(now);
  }

  /** The call has ended, or will be tried again later; what it has used is settled. */
  void close(long arrival, Clock clock) {
    long now = isQuiet() ? clock.last() : clock.now();
    admissions.close(arrival, now);
    if (!line.isEmpty() && admissions.hasSlots()) {
      wakeHead(now);
    }
  }

  /**
   * Whether it matters to nobody when a call ends: it may as well have happened when the clock was
   * last read, which costs as much as all the rest.
   */
  private boolean isQuiet() {
    return line.isEmpty() && overall == null && !admissions.isCrowded();
  }

  /** Undoes the admission of a call that has not started. */
  void giveBack(long arrival, Weights weights, long now) {
    admissions.giveBack(arrival, weights, now);
    turns.mayBeEarlier();
    wakeHead(now);
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
      recompute(now);
    } else if (settlement == Settlement.EARLIER) {
      turns.mayBeEarlier();
      wakeHead(now);
    }
    return settlement != Settlement.CLOSED;
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long arrival, Weights weights, @Nullable Dimension meant, long stated, long now) {
    admissions.rejected(arrival, weights, meant, stated, now);
    recompute(now);
  }

  /** Takes in what the provider said in the answer to a call. */
  void observe(long arrival, Dimension dimension, long most, long remaining, long reset, long now) {
    admissions.observe(arrival, dimension, most, remaining, reset, now);
    recompute(now);
  }

  /** How long the waiter can sleep unless the line changes. */
  long nap(Waiter waiter, long now) {
    long wakeUp = Timeline.NEVER;
    if (waiter == line.head()) {
      wakeUp = turnOfHead(waiter, now);
    }
    if (waiter == line.nextDue()) {
      wakeUp = Math.min(wakeUp, waiter.notBefore);
    }
    if (waiter == line.mostImpatient()) {
      wakeUp = Math.min(wakeUp, waiter.latest + 1);
    }
    return wakeUp == Timeline.NEVER ? wakeUp : Math.max(0, wakeUp - now);
  }

  private long turnOfHead(Waiter head, long now) {
    if (head.isWithin) {
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

  /** Makes the head look again. */
  void wakeHead(long now) {
    alarms.forgetHead();
    setAlarms(now);
  }

  /** Counts what counts in another lane, too. */
  void startLike(Lane other, long now) {
    admissions.startLike(other.admissions, now);
    plain = admissions.plain();
  }

  /** Whether nothing would be lost if it were forgotten. */
  boolean isIdle(long now) {
    return line.isEmpty() && pausedUntil <= now && admissions.isEmpty(now);
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
    return !line.isEmpty() || admissions.hasOpen(now);
  }

  int size() {
    return line.size();
  }

  void report(long now, Consumer<LimitUse> to) {
    admissions.report(now, to);
  }

  private List<Waiter> waiting() {
    List<Waiter> waiting = new ArrayList<>(line.due());
    waiting.addAll(line.later());
    return waiting;
  }

  /** Takes those into the line whose not-before time has come. */
  private void comeDue(long now) {
    boolean isUnplaced = false;
    for (Waiter come = line.advance(now); come != null; come = line.advance(now)) {
      isUnplaced |= turns.needsPlaceFor(come);
    }
    if (isUnplaced) {
      computeTurns(now);
    }
  }

  private void recompute(long now) {
    if (!line.isEmpty()) {
      computeTurns(now);
    }
    wakeHead(now);
  }

  private void computeTurns(long now) {
    refuse(turns.compute(startOfAdmission(now), null), null, now);
  }

  /**
   * Refuses calls that are not in the line any more.
   *
   * @param arriving the call that is told by itself
   */
  private void refuse(List<Waiter> doomed, @Nullable Waiter arriving, long now) {
    for (Waiter waiter : doomed) {
      refuse(waiter, now);
      if (waiter != arriving) {
        waiter.wake(0);
      }
    }
  }

  private void refuse(Waiter waiter, long now) {
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

  private void refuseImpatient(long now) {
    for (Waiter waiter = line.mostImpatient();
        waiter != null && waiter.latest < now;
        waiter = line.mostImpatient()) {
      remove(waiter);
      refuse(waiter, now);
      waiter.wake(0);
    }
  }

  private void refuseAtOnce(Weights weights) {
    if (isShutDown) {
      tally.refused++;
      throw RateLimitExceededException.shutDown(name);
    }
    Limit tooSmall = admissions.tooSmallFor(weights);
    if (tooSmall != null) {
      tally.refused++;
      throw RateLimitExceededException.tooLarge(name, tooSmall, weights.of(tooSmall.dimension()));
    }
  }

  private void refuseAllTooLarge() {
    for (Waiter waiter : waiting()) {
      Limit tooSmall = admissions.tooSmallFor(waiter.weights);
      if (tooSmall != null) {
        long asked = waiter.weights.of(tooSmall.dimension());
        dismiss(waiter, RateLimitExceededException.tooLarge(name, tooSmall, asked));
      }
    }
  }

  private void dismiss(Waiter waiter, RateLimitExceededException refusal) {
    remove(waiter);
    tally.refused++;
    waiter.refusal = refusal;
    waiter.wake(0);
  }

  private boolean remove(Waiter waiter) {
    if (!line.remove(waiter)) {
      return false;
    }
    turns.left(waiter);
    if (overall != null && line.head() == null) {
      overall.leave(this);
    }
    return true;
  }

  private void setAlarms(long now) {
    if (line.isEmpty()) {
      turns.clear();
    }
    plain = admissions.plain();
    opensAt = isShutDown || !line.isEmpty() ? Timeline.NEVER : pausedUntil;
    alarms.set(line, now);
  }

  private boolean hasRoomOnArrival(long now, Weights weights) {
    return hasRoom(now, weights) && (overall == null || overall.admitsAtOnce(now, weights));
  }

  private boolean canGo(Waiter head, long now) {
    if (head.isWithin) {
      boolean isOpen = now >= pausedUntil && !isShutDown;
      return isOpen && admissions.earliestWithin(now, head.weights) == now;
    }
    return hasRoom(now, head.weights)
        && (overall == null || (overall.isTurnOf(this) && overall.hasRoom(now, head.weights)));
  }

  private boolean hasRoom(long now, Weights weights) {
    return now >= pausedUntil && !isShutDown && admissions.hasRoom(now, weights);
  }

  private void admit(Waiter waiter, long now) {
    admit(now, waiter.arrival, waiter.weights);
    if (waiter.isWithin) {
      admissions.share(waiter.arrival, waiter.outer);
    }
  }

  private void admit(long now, long arrival, Weights weights) {
    if (overall != null) {
      overall.leave(this);
      servedAt = now;
    }
    admissions.admit(now, arrival, weights);
  }

  /** Whether turns can be told in advance: not where it matters when other calls will end. */
  private boolean isForeseeable() {
    return !admissions.hasSlots() && overall == null;
  }

  private long startOfAdmission(long now) {
    return Math.max(now, pausedUntil);
  }
}
