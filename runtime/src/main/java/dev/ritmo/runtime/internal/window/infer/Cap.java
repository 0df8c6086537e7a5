package dev.ritmo.runtime.internal.window.infer;

/**
 * A lower amount than declared, as rejections have shown it, per period of a declared limit. It is
 * always being lifted: now and then one request beyond it is tried. Where that is rejected, the cap
 * stands and is tried less often; where it is served, the cap is raised, each time by more. Not
 * thread-safe.
 *
 * <p>Whether rejected requests count against the real limit is not known. Those that have led to
 * the cap do not count here, all that leave later do: so neither kind of provider costs much.
 */
final class Cap {

  /** No rejection for so long, and it is given up. */
  static final long FADE = 300_000_000_000L;

  private static final long SECOND = 1_000_000_000;

  /** Requests that are served for one that is tried in vain, at least. */
  private static final int SERVED_PER_TRIAL = 50;

  /** As {@link #SERVED_PER_TRIAL}, where that takes too long for a belief not to be tried. */
  private static final int SERVED_PER_TRIAL_OF_SLOW = 5;

  /** The longest time by which a trial keeps away from the request before it, if it is alone. */
  private static final long LONGEST_SPACING = 5 * SECOND;

  /** Caps above this are full when almost full. */
  private static final int COARSE = 100;

  private final ObservedWindow window;

  /** What counts: what was served before the cap was made, and all that has left since. */
  private final AmountHistory counted;

  final long since;
  final int evidence;

  private long amount;
  private long latestRejection;
  private long fadesAfter;

  // requests beyond the cap: how many may be on their way, when the next is due, and after a
  // rejection, how long until the one behind it
  private final Trials trials = new Trials();
  private int allowance = 1;
  private long nextTrial;
  private long distance;

  private long lastLeft;

  /**
   * @param evidence how many rejections have shown it
   * @param distance the least time to the first trial
   */
  Cap(ObservedWindow window, long amount, int evidence, long distance, long now) {
    this.window = window;
    this.counted = new AmountHistory(window.kept);
    this.amount = amount;
    this.evidence = evidence;
    this.since = now;
    this.latestRejection = now;
    this.fadesAfter = now + FADE;
    long few = (long) (window.length * Math.min(1.0, 8.0 / amount));
    this.distance = Math.max(distance, Math.min(few, FADE / 4));
    this.nextTrial = now + this.distance;
    this.lastLeft = window.sent.isEmpty() ? AmountHistory.LONG_AGO : window.sent.lastTime();
  }

  private Cap(Cap other, ObservedWindow copy) {
    window = copy;
    counted = new AmountHistory(other.counted);
    amount = other.amount;
    evidence = other.evidence;
    since = other.since;
    latestRejection = other.latestRejection;
    fadesAfter = other.fadesAfter;
    lastLeft = other.lastLeft;
  }

  /** To try what would be. */
  Cap forecast(ObservedWindow copy) {
    return new Cap(this, copy);
  }

  long amount() {
    return amount;
  }

  /** When a request beyond it was last rejected. */
  long latestRejection() {
    return latestRejection;
  }

  /** Whether no rejection has confirmed it for so long that it is given up. */
  boolean isFaded(long now) {
    return now > fadesAfter;
  }

  /**
   * When a request may leave that keeps the cap.
   *
   * @param requested how much it takes; what is more than the cap goes alone
   */
  long earliest(long now, long requested) {
    long counting = window.length + window.declared.margin();
    return counted.earliest(now, requested, amount, counting);
  }

  /**
   * When a request may leave that keeps the cap or tries more.
   *
   * @param doubtedSince since when it is not known what rejections mean, or long ago: then a cap
   *     that is full holds back what would tell, so that it is tried as well, but not at once
   * @param patience after how long without an answer a request is taken for served
   */
  long earliestTrial(long now, long requested, long doubtedSince, long patience) {
    long room = earliest(now, requested);
    if (room <= now) {
      return room;
    }
    Trials.Trial oldest = trials.oldest();
    if (oldest != null && trials.count() >= allowance) {
      return Math.min(room, Math.max(now, oldest.left() + patience));
    }
    long spacing = Math.min(window.length / (2 * amount), LONGEST_SPACING / allowance);
    long agreed = Math.max(nextTrial, doubtedSince + distance);
    long due = Math.max(now, Math.max(agreed, lastLeft + spacing));
    return due < room && isFull(due, requested) ? due : room;
  }

  /** Whether the cap is full even without what is about to count no more. */
  private boolean isFull(long time, long requested) {
    long slack = amount > COARSE ? amount / COARSE : 0;
    long present = counted.after(time - window.length + window.jitter);
    return present + requested > amount - slack;
  }

  /** A request leaves. */
  void admit(long now, long requested) {
    if (earliest(now, requested) > now) {
      trials.add(now, requested);
    }
    lastLeft = now;
    counted.add(now, requested);
    counted.dropBefore(now - 2 * window.length);
  }

  /** A part of what left has not left after all, or is less, or more. */
  void correct(long left, long change) {
    counted.add(left, change);
  }

  /** Takes those that left long ago, and were not answered, for served. */
  void presume(long now, long patience) {
    Trials.Trial oldest = trials.oldest();
    while (oldest != null && oldest.left() + patience <= now) {
      boolean unused = serve(now, oldest.left(), oldest.amount());
      oldest = trials.oldest();
    }
  }

  /** A request was rejected; whether that is because this has tried something. */
  boolean reject(long now, long left) {
    if (!trials.remove(left)) {
      return false;
    }
    latestRejection = now;
    fadesAfter = now + Math.max(FADE, 2 * distance);
    allowance = Math.max(1, allowance - 1);
    if (now >= nextTrial) {
      nextTrial = now + distance;
      distance = Math.min(2 * distance, longestDistance());
    }
    return true;
  }

  private long longestDistance() {
    long cheap = Math.max(window.length, timeOf(SERVED_PER_TRIAL));
    return Math.min(cheap, Math.max(FADE / 2, timeOf(SERVED_PER_TRIAL_OF_SLOW)));
  }

  /** How long it takes to serve this amount at the rate of the cap. */
  private long timeOf(int served) {
    return (long) (window.length * ((double) served / amount));
  }

  /** A request was served; whether that was a trial. */
  boolean serve(long now, long left, long served) {
    if (!trials.remove(left)) {
      return false;
    }
    allowance++;
    nextTrial = now;
    distance = Math.max(distance / 2, Math.min(window.length / 16, SECOND));
    amount += served;
    return true;
  }

  /** How a request has ended tells nothing. */
  void forget(long left) {
    boolean unused = trials.remove(left);
  }
}
