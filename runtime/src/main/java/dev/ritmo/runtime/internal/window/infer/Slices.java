package dev.ritmo.runtime.internal.window.infer;

import org.jspecify.annotations.Nullable;

/**
 * A declared limit that is enforced in shorter windows, each with a part of the amount. After a
 * while one request beyond a slice is tried in each; when three in a row are served, it is over.
 * Not thread-safe.
 */
final class Slices {

  private static final int[] PARTS = {2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 60};

  /** Slices are longer than this many times the jitter: shorter ones cannot be told apart. */
  private static final int JITTERS = 8;

  /** Trials in a row that are served when there are no slices. */
  private static final int TRIALS = 3;

  final ObservedWindow window;
  final long length;
  final long amount;
  final long since;
  final int evidence;
  private final long margin;

  private long tryAfter;
  private long latestRejection;
  private int served;
  private final Trials trials = new Trials();
  private long nextTrial;

  private Slices(ObservedWindow window, int parts, int evidence, long now) {
    this.window = window;
    this.length = window.length / parts;
    this.amount = window.limit.amount() / parts;
    this.margin = Math.min(window.jitter, length / 20);
    this.evidence = evidence;
    this.since = now;
    this.latestRejection = now;
    this.tryAfter = now + Cap.FADE;
  }

  private Slices(Slices other, ObservedWindow copy) {
    window = copy;
    length = other.length;
    amount = other.amount;
    margin = other.margin;
    since = other.since;
    evidence = other.evidence;
    latestRejection = other.latestRejection;
    tryAfter = Long.MAX_VALUE;
  }

  /** To try what would be. */
  Slices forecast(ObservedWindow copy) {
    return new Slices(this, copy);
  }

  /** The longest slices that explain all rejections; null if none do. */
  static @Nullable Slices explaining(ObservedWindow window, Rejections event, long now) {
    for (int parts : PARTS) {
      long length = window.length / parts;
      boolean isWhole = window.limit.amount() % parts == 0;
      if (isWhole && length >= JITTERS * window.jitter && explain(window, parts, event)) {
        return new Slices(window, parts, event.count(), now);
      }
    }
    return null;
  }

  private static boolean explain(ObservedWindow window, int parts, Rejections event) {
    long length = window.length / parts;
    long amount = window.limit.amount() / parts;
    for (long left : event.times()) {
      if (window.most(left - length - window.jitter, left + window.jitter) < amount) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing has confirmed them for so long that they are given up. */
  boolean areFaded(long now) {
    return now - latestRejection > Cap.FADE / 4 * 5; // under load they were tried meanwhile
  }

  long latestRejection() {
    return latestRejection;
  }

  long earliest(long now, long requested, boolean mayTry) {
    long room = window.sent.earliest(now, requested, amount, length + margin);
    if (room <= now || !mayTry || now < tryAfter) {
      return room;
    }
    return Math.min(room, Math.max(now, nextTrial));
  }

  void admit(long now, long requested, boolean mayTry) {
    if (mayTry && earliest(now, requested, false) > now) {
      trials.add(now, requested);
      nextTrial = now + length;
    }
  }

  /** A request was rejected; whether that is because this has tried something. */
  boolean reject(long now, long left) {
    if (!trials.remove(left)) {
      return false;
    }
    served = 0;
    latestRejection = now;
    tryAfter = now + Cap.FADE;
    return true;
  }

  /** A request was served; whether it was the last of the trials that show there are no slices. */
  boolean serve(long left) {
    return trials.remove(left) && ++served == TRIALS;
  }

  /** How a request has ended tells nothing. */
  void forget(long left) {
    boolean unused = trials.remove(left);
  }
}
