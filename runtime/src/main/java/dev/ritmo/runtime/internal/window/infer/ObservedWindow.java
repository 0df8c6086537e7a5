package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;
import dev.ritmo.runtime.internal.window.LimitSet;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What has left under one declared limit, and what was rejected of it. Not thread-safe.
 *
 * <p>The <em>fill</em> of a request is what had been served within one period before it. As
 * requests may overtake each other on the way, it is known within bounds only: an upper one for
 * what was rejected, a lower one for what was served.
 */
final class ObservedWindow {

  /** No rejection tells how full this window may be. */
  static final long UNKNOWN = Long.MAX_VALUE;

  /** It cannot be told when a request arrived. */
  static final long NEVER = Long.MIN_VALUE;

  private static final long SECOND = 1_000_000_000;

  /** Windows of up to so many calls are observed call by call. */
  private static final long EXACT = 1024;

  /** How long after its departure a request may be answered so that it still tells something. */
  private static final long PATIENCE = 60_000_000_000L;

  final DeclaredWindow declared;
  final Limit limit;
  final long length;

  /** By how much requests that left together may arrive apart. */
  final long jitter;

  /** All that has left. */
  final AmountHistory sent;

  /** What has left and is not known to have been rejected. */
  final AmountHistory kept;

  /** The least fill at which something was rejected in this event; {@link #UNKNOWN} at first. */
  long leastRejected = UNKNOWN;

  /** What is kept because of rejections; null if nothing. */
  @Nullable Cap cap;

  final MarginTrial margin;

  /** What would be must not count in the trial of the margin, which is shared with what is. */
  private final boolean isForecast;

  ObservedWindow(DeclaredWindow declared) {
    this.declared = declared;
    limit = declared.limit();
    length = limit.periodNanos();
    jitter = LimitSet.margin(limit);
    long grain = limit.amount() <= EXACT ? 0 : length / EXACT;
    isForecast = false;
    margin = new MarginTrial(declared, jitter, LimitSet.largestMargin(limit));
    sent = new AmountHistory(grain);
    kept = new AmountHistory(grain);
    declared.replay(
        (from, amount) -> {
          sent.add(from, amount);
          kept.add(from, amount);
        });
  }

  /** To try what would be. */
  private ObservedWindow(ObservedWindow other) {
    declared = other.declared;
    limit = other.limit;
    length = other.length;
    jitter = other.jitter;
    margin = other.margin;
    isForecast = true;
    sent = new AmountHistory(other.sent);
    kept = new AmountHistory(other.kept);
    cap = other.cap == null ? null : other.cap.forecast(this);
  }

  ObservedWindow forecast() {
    return new ObservedWindow(this);
  }

  long amount(Weights weights) {
    return weights.of(limit.dimension());
  }

  /** The time for one of its amount at the declared mean rate. */
  long mean() {
    return length / limit.amount();
  }

  boolean isOf(@Nullable Dimension dimension) {
    return dimension == null || dimension == limit.dimension();
  }

  /** A stated time means a window at least as long, except for what it is rounded up by. */
  boolean isLongEnough(long stated) {
    long roundedBy = stated % SECOND == 0 ? SECOND : jitter;
    return stated <= length + roundedBy;
  }

  void admit(long now, long amount) {
    if (amount > 0) {
      sent.add(now, amount);
      kept.add(now, amount);
      long oldest = now - length - Math.min(PATIENCE, Math.max(length, PATIENCE / 30));
      if (!isForecast) {
        margin.sent(now);
      }
      sent.dropBefore(oldest);
      kept.dropBefore(oldest);
    }
  }

  /** The most that can have been served of what left in an interval, the start excluded. */
  long most(long after, long to) {
    return kept.between(after, to) + unknownSince(after);
  }

  /** The least that must have been served in the period before a request that was served. */
  long leastBefore(long left) {
    return kept.between(left - length + jitter, left - jitter);
  }

  /** How much may have left after a time that is not known any more, at the declared rate. */
  private long unknownSince(long after) {
    long knownSince = Math.max(sent.droppedTime(), declared.knownSince());
    if (knownSince <= after || sent.isEmpty()) {
      return 0;
    }
    double gap = (double) (Math.min(knownSince, sent.lastTime()) - after) / length;
    return (long) Math.ceil(gap * limit.amount());
  }

  /** Whether a request left when the window was full but for what had just stopped counting. */
  boolean isAtEdge(long left) {
    long counted = left - length - declared.margin();
    return sent.between(counted - 2 * jitter, left) > limit.amount()
        && sent.between(counted - 2 * jitter, counted) > 0;
  }

  /** A part of what left has not left after all, or is less, or more. */
  void correct(long left, long change) {
    sent.add(left, change);
    kept.add(left, change);
    if (cap != null) {
      cap.correct(left, change);
    }
  }

  /**
   * A request was rejected: the window cannot have been fuller then than this allows.
   *
   * @param arrived by when it had reached the provider at the latest; {@link #NEVER} if this says
   *     nothing about this window
   */
  void reject(long left, long amount, long arrived) {
    if (amount > 0) {
      kept.add(left, -amount);
    }
    if (arrived != NEVER) {
      leastRejected = Math.min(leastRejected, most(left - length - jitter, arrived));
    }
  }

  /** Another event begins. */
  void forgetEvent() {
    leastRejected = UNKNOWN;
  }

  /** Drops the cap if nothing confirms it any more, or it is as high as the limit. */
  void dropCapIfOver(long now) {
    Cap kept = cap;
    if (kept != null && (kept.isFaded(now) || kept.amount() >= limit.amount())) {
      cap = null;
    }
  }

  /** Whether this window being full is an explanation for the rejections of this event. */
  boolean explains() {
    return leastRejected >= 1 && leastRejected != UNKNOWN;
  }

  /** How much of the declared amount is left if this window explains them. */
  double share() {
    return (double) leastRejected / limit.amount();
  }

  /** Whether it still is one, after a request that was served. */
  boolean explainsDespite(long servedLeft) {
    return explains() && leastBefore(servedLeft) < leastRejected;
  }
}
