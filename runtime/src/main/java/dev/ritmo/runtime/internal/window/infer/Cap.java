package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.infer.ObservedWindow.Counting;

/**
 * A lower amount than declared, as rejections have shown it, per period of a declared limit. It is
 * always being lifted: now and then one request beyond it is tried. Where that is rejected, the cap
 * stands and is tried less often; where it is served, the cap is raised, each time by more. Not
 * thread-safe.
 *
 * <p>Whether rejected requests count against the real limit is not known at first. They are taken
 * to count until one request, sent alone, has shown that they do not.
 */
final class Cap {

  /** No rejection for so long, and it is given up. */
  static final long FADE = 300_000_000_000L;

  private static final long SECOND = 1_000_000_000;

  /** Requests that are served for one that is tried in vain, at least. */
  private static final int SERVED_PER_TRIAL = 50;

  /** Of requests that count though they are rejected, one in so many may be a trial. */
  private static final int TRIAL_SHARE = 4;

  /** The longest time by which a trial keeps away from the request before it. */
  private static final long LONGEST_SPACING = 5 * SECOND;

  /** Caps above this are full when almost full. */
  private static final int COARSE = 100;

  private static final long NONE = Long.MIN_VALUE / 2;

  private final ObservedWindow window;
  final long since;
  final int evidence;

  private long amount;
  private long latestRejection;

  // requests beyond the cap: how many may be on their way, when the next is due, and after a
  // rejection, how long until the one behind it
  private final Trials trials = new Trials();
  private int allowance = 1;
  private long nextTrial;
  private long distance;

  /** When the request left that shows whether rejected requests count. */
  private long countTrial = NONE;

  private long lastLeft;

  /**
   * @param evidence how many rejections have shown it
   * @param distance the least time to the first trial
   */
  Cap(ObservedWindow window, long amount, int evidence, long distance, long now) {
    this.window = window;
    this.amount = amount;
    this.evidence = evidence;
    this.since = now;
    this.latestRejection = now;
    long few = (long) (window.length * Math.min(1.0, 8.0 / amount));
    this.distance = Math.max(distance, Math.min(few, FADE / 4));
    this.nextTrial = now + this.distance;
    this.lastLeft = window.sent.isEmpty() ? NONE : window.sent.lastTime();
  }

  private Cap(Cap other, ObservedWindow copy) {
    window = copy;
    amount = other.amount;
    evidence = other.evidence;
    since = other.since;
    latestRejection = other.latestRejection;
    lastLeft = other.lastLeft;
  }

  /** To try what would be. */
  Cap forecast(ObservedWindow copy) {
    return new Cap(this, copy);
  }

  long amount() {
    return amount;
  }

  private boolean isUndecided() {
    return window.rejectedCount == Counting.UNKNOWN;
  }

  /** Whether rejected requests are taken to count. */
  private boolean countsRejected() {
    return window.rejectedCount != Counting.DO_NOT_COUNT;
  }

  /** When a request beyond it was last rejected. */
  long latestRejection() {
    return latestRejection;
  }

  /** Whether no rejection has confirmed it for so long that it is given up. */
  boolean isFaded(long now) {
    return now - latestRejection > Math.max(FADE, 2 * affordable());
  }

  /**
   * When a request may leave that keeps the cap.
   *
   * @param requested how much it takes; what is more than the cap goes alone
   */
  long earliest(long now, long requested) {
    AmountHistory counted = countsRejected() ? window.sent : window.kept;
    return Math.max(now, roomIn(counted, requested));
  }

  private long roomIn(AmountHistory counted, long requested) {
    long left = counted.leavingAfter(amount - Math.min(requested, amount));
    return left <= NONE ? NONE : left + window.length + window.declared.margin();
  }

  /**
   * When a request may leave that keeps the cap or tries more.
   *
   * @param patience after how long without an answer a request is taken for served
   */
  long earliestTrial(long now, long requested, long patience) {
    long room = earliest(now, requested);
    if (room <= now) {
      return room;
    }
    if (isUndecided() && countTrial == NONE) {
      long alone = countTrialAt(now, requested);
      if (alone < room && isFull(alone, requested)) {
        return alone;
      }
    }
    Trials.Trial oldest = trials.oldest();
    if (oldest != null && trials.count() >= allowance) {
      return Math.min(room, Math.max(now, oldest.left() + patience));
    }
    long spaced = lastLeft + Math.min(window.length / (2 * amount), LONGEST_SPACING);
    long due = Math.max(now, Math.max(nextTrial, spaced));
    return due < room && isFull(due, requested) ? due : room;
  }

  /** When a request may leave that shows whether rejected requests count. */
  private long countTrialAt(long now, long requested) {
    return Math.max(Math.max(now, roomIn(window.kept, requested)), lastLeft + window.jitter);
  }

  /** Whether the cap is full even without what is about to count no more. */
  private boolean isFull(long time, long requested) {
    AmountHistory counted = countsRejected() ? window.sent : window.kept;
    long slack = amount > COARSE ? amount / COARSE : 0;
    long present = counted.after(time - window.length + window.jitter);
    return present + requested > amount - slack;
  }

  /** A request leaves; to be called before it is in the window. */
  void admit(long now, long requested, boolean mayTry) {
    if (mayTry && earliest(now, requested) > now) {
      boolean isAlone = isUndecided() && countTrial == NONE && countTrialAt(now, requested) <= now;
      if (isAlone) {
        countTrial = now;
      } else {
        trials.add(now, requested);
      }
    }
    lastLeft = now;
  }

  /** Takes those that left long ago, and were not answered, for served. */
  void presume(long now, long patience) {
    if (countTrial != NONE && countTrial + patience <= now) {
      boolean unused = serve(now, countTrial, 0);
    }
    Trials.Trial oldest = trials.oldest();
    while (oldest != null && oldest.left() + patience <= now) {
      boolean unused = serve(now, oldest.left(), oldest.amount());
      oldest = trials.oldest();
    }
  }

  /** A request was rejected; whether that is because this has tried something. */
  boolean reject(long now, long left) {
    if (left == countTrial) {
      countTrial = NONE;
      window.rejectedCount = Counting.COUNT;
      latestRejection = now;
      return true;
    }
    if (!trials.remove(left)) {
      return false;
    }
    latestRejection = now;
    allowance = Math.max(1, allowance - 1);
    if (now >= nextTrial) {
      nextTrial = now + distance;
      long perServed = (long) (window.length * Math.max(1.0, (double) SERVED_PER_TRIAL / amount));
      distance = Math.max(Math.min(Math.min(2 * distance, perServed), FADE / 2), affordable());
    }
    return true;
  }

  /** The least time between trials: where rejected requests count, they take the place of others. */
  private long affordable() {
    return window.rejectedCount == Counting.COUNT ? TRIAL_SHARE * (window.length / amount) : 0;
  }

  /** A request was served; whether that was a trial. */
  boolean serve(long now, long left, long served) {
    if (left == countTrial) {
      countTrial = NONE;
      window.rejectedCount = Counting.DO_NOT_COUNT;
      return true;
    }
    if (!trials.remove(left)) {
      return false;
    }
    allowance++;
    nextTrial = now;
    distance = Math.max(distance / 2, Math.min(window.length / 16, SECOND));
    if (countsRejected() && !isFullOfServed(left, served)) {
      window.rejectedCount = Counting.DO_NOT_COUNT;
    } else {
      amount += served;
    }
    return true;
  }

  /** Whether a request has left when the cap was full of what was served. */
  private boolean isFullOfServed(long left, long served) {
    return window.kept.between(left - window.length + window.jitter, left) >= amount + served;
  }

  /** How a request has ended tells nothing. */
  void forget(long left) {
    if (left == countTrial) {
      countTrial = NONE;
    }
    boolean unused = trials.remove(left);
  }
}
