package dev.ritmo.runtime.internal.limiter;

import dev.ritmo.runtime.RateLimitExceededException;
import dev.ritmo.runtime.internal.window.LimitUse;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.internal.window.Windows;
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
 * <p>Only three waiters are timed: the head of the line, the call that becomes due next, and, where
 * nobody can foresee turns, the one that will first have waited for too long. Whoever changes the
 * line wakes those if they have changed.
 *
 * <p>Invariants, between any two calls:
 *
 * <ul>
 *   <li>a call is admitted only if all limits have room, the pause is over, and nobody due goes
 *       before it;
 *   <li>a waiter is in the line, once, until it is admitted, refused or abandoned;
 *   <li>while somebody is due there is a projection, in which everybody due is placed; it may be
 *       too late, after others have left, but not too early.
 * </ul>
 */
final class Lane {

  /** Turns are computed anew once the line runs this much later than computed. */
  private static final long DRIFT = 1_000_000;

  /** Lateness of the machine that is not held against a call that waits. */
  private static final long GRACE = 50_000_000;

  /** A permit that is not closed for so long has been lost. */
  static final long LEASE = 3_600_000_000_000L;

  private final String name;
  private final @Nullable Object key;
  private final Tally tally;
  private final @Nullable Overall overall;
  private final WaitingLine line = new WaitingLine();
  private List<Limit> limits;
  private Windows windows;
  private final @Nullable OpenPermits open;
  private @Nullable Departures departures;

  private @Nullable Projection projection;
  private boolean isPessimistic;
  private @Nullable Waiter timedHead;
  private @Nullable Waiter timedNext;
  private @Nullable Waiter timedImpatient;
  private long pausedUntil;
  private long meanHold;
  private boolean isForgotten;
  private boolean isShutDown;

  /** Lets {@link Overall} tell lanes apart. */
  final long number;

  /** When a call was last admitted; changes only while {@link Overall} does not know the lane. */
  long servedAt = -1;

  /**
   * @param number unique within the limiter
   * @param key null if there are none, or for the lane of those that are too many
   * @param settles whether permits are closed, as they hold slots or tokens
   * @param overall the limits over all keys; null if there are none
   */
  Lane(
      String name,
      long number,
      @Nullable Object key,
      List<Limit> limits,
      boolean settles,
      Tally tally,
      @Nullable Overall overall) {
    this.name = name;
    this.number = number;
    this.key = key;
    this.tally = tally;
    this.overall = overall;
    this.limits = limits;
    this.windows = new Windows(limits, settles);
    this.open = settles ? new OpenPermits() : null;
  }

  List<Limit> limits() {
    return limits;
  }

  @Nullable Object key() {
    return key;
  }

  /** Admits a call that arrives now, if it need not wait. */
  boolean admitOnArrival(long now, long arrival, Weights weights) {
    if (line.isEmpty()) {
      boolean goes = hasRoomOnArrival(now, weights);
      if (goes) {
        admit(now, arrival, weights);
      }
      return goes;
    }
    comeDue(now);
    boolean goes = line.head() == null && hasRoomOnArrival(now, weights);
    if (goes) {
      admit(now, arrival, weights);
      project(now, null); // those who are not due yet
      wakeTimed(now);
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
      throw waiter.refusal;
    }
    boolean goes = waiter == line.head() && canGo(waiter, now);
    if (goes) {
      line.remove(waiter);
      admit(now, waiter.arrival, waiter.weights);
      if (!line.isEmpty() && now - waiter.turn > DRIFT) {
        project(now, null);
      }
    }
    wakeTimed(now);
    return goes;
  }

  /**
   * Adds a waiter to the line if its turn comes in time.
   *
   * @throws RateLimitExceededException if it does not
   */
  void enqueue(Waiter waiter, long now) {
    waiter.lane = this;
    refuseAtOnce(waiter.weights);
    comeDue(now);
    line.add(waiter, now);
    Projection future = projection;
    boolean isLater = waiter.notBefore > now;
    if (future != null && isLater && !future.reaches(waiter.notBefore)) {
      future.expect(waiter);
      refuseDoomedLater(future, now, waiter);
    } else if (future != null && !isLater && future.endsBefore(waiter)) {
      append(future, waiter, now);
    } else {
      project(now, waiter);
    }
    if (waiter.refusal == null && !isForeseeable()) {
      line.watch(waiter);
      if (waiter.latest <= now && !(waiter == line.head() && canGo(waiter, now))) {
        remove(waiter);
        refuse(waiter, now);
      }
    }
    wakeTimed(now);
    if (waiter.refusal != null) {
      throw waiter.refusal;
    }
  }

  /**
   * Places a call behind all others; looks closer if it seems doomed, but turns may be too late.
   */
  private void append(Projection future, Waiter waiter, long now) {
    future.startAt(startOfAdmission(now));
    List<Waiter> doomed = new ArrayList<>();
    future.place(List.of(waiter), placed -> isDoomed(placed, waiter) && doomed.add(placed));
    if (isPessimistic && !doomed.isEmpty()) {
      project(now, waiter);
    } else {
      refuse(doomed, waiter, now);
      refuseDoomedLater(future, now, waiter);
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
      wakeTimed(now);
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
    List<Waiter> waiting = new ArrayList<>(line.due());
    waiting.addAll(line.later());
    for (Waiter waiter : waiting) {
      remove(waiter);
      tally.refused++;
      waiter.refusal = RateLimitExceededException.shutDown(name);
      waiter.wake(0);
    }
    wakeTimed(now);
  }

  /** Keeps other limits from now on; what was admitted under the ones before still counts. */
  void change(List<Limit> others, long now) {
    Windows changed = new Windows(others, open != null);
    changed.restore(windows);
    windows = changed;
    limits = others;
    refuseAllTooLarge();
    if (!isForeseeable()) {
      line.due().forEach(line::watch);
      line.later().forEach(line::watch);
    }
    recompute(now);
  }

  /** The call has ended, or will be tried again later; what it has used is settled. */
  void close(long arrival, long now) {
    OpenPermits permits = open;
    int index = permits == null ? OpenPermits.NONE : permits.find(arrival);
    if (permits == null || index == OpenPermits.NONE) {
      return;
    }
    meanHold += (now - permits.time(index) - meanHold) / 8;
    permits.remove(index);
    release();
    if (windows.slots() != null) {
      wakeHead(now);
    }
  }

  /** Undoes the admission of a call that has not started. */
  void giveBack(long arrival, Weights weights, long now) {
    long time = timeOf(arrival);
    if (time == Departures.UNKNOWN) {
      return;
    }
    windows.giveBack(now, time, weights);
    if (overall != null) {
      overall.windows().giveBack(now, time, weights);
    }
    tally.admitted--;
    close(arrival, now);
    isPessimistic = true;
    overallChanged();
    wakeHead(now);
  }

  /**
   * Replaces what a call has reserved of a dimension by what it has used.
   *
   * @return whether the permit is still open
   */
  boolean settle(long arrival, Dimension dimension, long used, long now) {
    OpenPermits permits = open;
    int index = permits == null ? OpenPermits.NONE : permits.find(arrival);
    if (permits == null || index == OpenPermits.NONE) {
      return false;
    }
    long reserved = permits.reserved(index, dimension);
    permits.reserve(index, dimension, used);
    long time = permits.time(index);
    boolean isMore = windows.settle(now, time, dimension, reserved, used);
    if (overall != null) {
      isMore |= overall.windows().settle(now, time, dimension, reserved, used);
    }
    if (isMore) {
      recompute(now);
    } else if (used < reserved) {
      isPessimistic = true;
      wakeHead(now);
    }
    overallChanged();
    return true;
  }

  /** Learns from a rejection of a call although every limit was kept. */
  void rejected(long arrival, Weights weights, @Nullable Dimension meant, long stated, long now) {
    long time = timeOf(arrival);
    if (time != Departures.UNKNOWN) {
      account().rejected(now, time, weights, meant, stated);
      overallChanged();
      recompute(now);
    }
  }

  /** Takes in what the provider said in the answer to a call. */
  void observe(long arrival, Dimension dimension, long most, long remaining, long reset, long now) {
    long time = timeOf(arrival);
    if (time != Departures.UNKNOWN) {
      account().observe(now, time, dimension, most, remaining, reset);
      overallChanged();
      recompute(now);
    }
  }

  /** The limits that stand for the account: those over all keys if there are any. */
  private Windows account() {
    return overall == null ? windows : overall.windows();
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
    long turn = Math.max(windows.earliest(now, head.weights), pausedUntil);
    if (windows.isCrowded()) {
      turn = Math.max(turn, leaseEnd());
    }
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
    timedHead = null;
    wakeTimed(now);
  }

  boolean isIdle(long now) {
    return line.isEmpty() && pausedUntil <= now && hasNoOpen(now) && windows.isEmpty(now);
  }

  private boolean hasNoOpen(long now) {
    return open == null || open.size() == 0 || leaseEnd() <= now;
  }

  /** Starts with what others have taken, so that nobody has more than the limit. */
  void startLike(Lane other) {
    windows.restore(other.windows);
  }

  /** Nobody is to enter it any more. */
  void forget() {
    isForgotten = true;
  }

  boolean isForgotten() {
    return isForgotten;
  }

  /**
   * Whether a call was admitted here, as far as is known; of one that has been closed it is not.
   */
  boolean hasAdmitted(long arrival) {
    return open == null || open.find(arrival) != OpenPermits.NONE;
  }

  boolean hasWaiters() {
    return !line.isEmpty();
  }

  int waiting() {
    return line.size();
  }

  long pausedUntil() {
    return pausedUntil;
  }

  long largestMargin() {
    return windows.largestMargin();
  }

  void report(long now, Consumer<LimitUse> to) {
    windows.report(now, to);
  }

  /** Takes those into the line whose not-before time has come. */
  private void comeDue(long now) {
    boolean isUnplaced = false;
    for (Waiter come = line.advance(now); come != null; come = line.advance(now)) {
      isUnplaced |= projection == null || projection.forget(come);
    }
    if (isUnplaced) {
      project(now, null);
    }
  }

  private void recompute(long now) {
    if (!line.isEmpty()) {
      project(now, null);
    }
    wakeHead(now);
  }

  /**
   * Computes all turns, and refuses those that would come too late.
   *
   * @param arriving the call that has not waited yet, if there is one
   */
  private void project(long now, @Nullable Waiter arriving) {
    Projection future = new Projection(windows, startOfAdmission(now), line.later());
    List<Waiter> doomed = new ArrayList<>();
    future.place(line.due(), waiter -> isDoomed(waiter, arriving) && doomed.add(waiter));
    projection = future;
    isPessimistic = false;
    refuse(doomed, arriving, now);
    refuseDoomedLater(future, now, arriving);
  }

  /** Refuses those who are not due yet, come after all others, and would come too late. */
  private void refuseDoomedLater(Projection future, long now, @Nullable Waiter arriving) {
    List<Waiter> doomed = new ArrayList<>();
    future.tryExpected(waiter -> isDoomed(waiter, arriving) && doomed.add(waiter));
    if (isPessimistic && !doomed.isEmpty()) {
      project(now, arriving);
    } else {
      doomed.forEach(future::forget);
      refuse(doomed, arriving, now);
    }
  }

  private static boolean isDoomed(Waiter waiter, @Nullable Waiter arriving) {
    long grace = waiter == arriving ? 0 : GRACE;
    return waiter.turn > Timeline.after(waiter.latest, grace);
  }

  /** Refuses calls that take nothing in the projection. */
  private void refuse(List<Waiter> doomed, @Nullable Waiter arriving, long now) {
    for (Waiter waiter : doomed) {
      line.remove(waiter);
      refuse(waiter, now);
      if (waiter != arriving) {
        waiter.wake(0);
      }
    }
  }

  /** Refuses a call that is not in the line any more. */
  private void refuse(Waiter waiter, long now) {
    tally.refused++;
    boolean isCrowded = windows.isCrowded();
    Limit inTheWay = isCrowded ? windows.slots() : waiter.binding;
    long turn = Math.max(waiter.turn - now, isCrowded ? meanHold : 0);
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
    Limit tooSmall = tooSmallFor(weights);
    if (tooSmall != null) {
      tally.refused++;
      throw RateLimitExceededException.tooLarge(name, tooSmall, weights.of(tooSmall.dimension()));
    }
  }

  private void refuseAllTooLarge() {
    List<Waiter> waiting = new ArrayList<>(line.due());
    waiting.addAll(line.later());
    for (Waiter waiter : waiting) {
      Limit tooSmall = tooSmallFor(waiter.weights);
      if (tooSmall != null) {
        remove(waiter);
        tally.refused++;
        long asked = waiter.weights.of(tooSmall.dimension());
        waiter.refusal = RateLimitExceededException.tooLarge(name, tooSmall, asked);
        waiter.wake(0);
      }
    }
  }

  private @Nullable Limit tooSmallFor(Weights weights) {
    Limit tooSmall = windows.tooSmallFor(weights);
    return tooSmall == null && overall != null ? overall.windows().tooSmallFor(weights) : tooSmall;
  }

  private boolean remove(Waiter waiter) {
    if (!line.remove(waiter)) {
      return false;
    }
    if (projection != null && !projection.forget(waiter)) {
      isPessimistic = true;
    }
    if (overall != null && line.head() == null) {
      overall.leave(this);
    }
    return true;
  }

  private void wakeTimed(long now) {
    if (line.isEmpty()) {
      projection = null;
    }
    Waiter head = line.head();
    Waiter next = line.nextDue();
    Waiter impatient = line.mostImpatient();
    rest(timedHead, head, next, impatient);
    rest(timedNext, head, next, impatient);
    rest(timedImpatient, head, next, impatient);
    wakeIfNew(head, timedHead, now);
    wakeIfNew(next, timedNext, now);
    if (impatient != head) {
      wakeIfNew(impatient, timedImpatient, now);
    }
    timedHead = head;
    timedNext = next;
    timedImpatient = impatient;
  }

  private void wakeIfNew(@Nullable Waiter waiter, @Nullable Waiter timed, long now) {
    if (waiter != null && waiter != timed) {
      waiter.wake(nap(waiter, now));
    }
  }

  /** Lets a waiter sleep that is timed no more; one that has been refused is to notice it. */
  private static void rest(
      @Nullable Waiter timed,
      @Nullable Waiter head,
      @Nullable Waiter next,
      @Nullable Waiter impatient) {
    if (timed != null
        && timed != head
        && timed != next
        && timed != impatient
        && timed.refusal == null) {
      timed.wake(Timeline.NEVER);
    }
  }

  private boolean hasRoomOnArrival(long now, Weights weights) {
    return hasRoom(now, weights)
        && (overall == null || overall.admitsAtOnce(now, weights))
        && ((open == null && weights.calls() == 1) || tooSmallFor(weights) == null);
  }

  private boolean canGo(Waiter head, long now) {
    return hasRoom(now, head.weights)
        && (overall == null || (overall.isTurnOf(this) && overall.hasRoom(now, head.weights)));
  }

  private boolean hasRoom(long now, Weights weights) {
    if (now < pausedUntil || isShutDown) {
      return false;
    }
    if (windows.isCrowded()) {
      takeBackLost(now);
    }
    return windows.hasRoom(now, weights);
  }

  private void admit(long now, long arrival, Weights weights) {
    windows.admit(now, weights);
    if (overall != null) {
      overall.leave(this);
      servedAt = now;
      overall.admit(now, weights);
    }
    tally.admitted++;
    if (open != null) {
      if (open.isFull()) {
        takeBackLost(now);
      }
      open.add(arrival, now, weights);
    } else if (arrival != now) {
      if (departures == null) {
        departures = new Departures();
      }
      departures.add(arrival, now);
    }
  }

  /** When the last attempt of a call was admitted. */
  private long timeOf(long arrival) {
    if (open != null) {
      int index = open.find(arrival);
      return index == OpenPermits.NONE ? Departures.UNKNOWN : open.time(index);
    }
    long time = departures == null ? Departures.UNKNOWN : departures.time(arrival);
    return time == Departures.UNKNOWN ? arrival : time;
  }

  private void release() {
    windows.release();
    if (overall != null) {
      overall.release();
    }
  }

  /** Closes permits that nobody has closed for so long that they must have been lost. */
  private void takeBackLost(long now) {
    OpenPermits permits = open;
    while (permits != null && permits.size() > 0 && leaseEnd() <= now) {
      permits.remove(permits.oldest());
      release();
      tally.lost++;
    }
  }

  private long leaseEnd() {
    OpenPermits permits = open;
    int oldest = permits == null ? OpenPermits.NONE : permits.oldest();
    return permits == null || oldest == OpenPermits.NONE
        ? Timeline.NEVER
        : permits.time(oldest) + LEASE;
  }

  private void overallChanged() {
    if (overall != null) {
      overall.changed();
    }
  }

  /** Whether turns can be told in advance: not where it matters when other calls will end. */
  private boolean isForeseeable() {
    return windows.slots() == null && overall == null;
  }

  private long startOfAdmission(long now) {
    return Math.max(now, pausedUntil);
  }
}
