package dev.ritmo.runtime.internal.window;

import org.jspecify.annotations.Nullable;

/**
 * What is kept because of rejections although the declared limit was kept. Not thread-safe.
 *
 * <p>A request that is rejected right after others stopped counting has overtaken them on the way:
 * the margin grows, and shrinks slowly while nothing is rejected. Any other rejection means that
 * the limit is lower, or enforced over shorter windows: {@link Evidence} tells which, and that is
 * kept too. Later a little more is tried, now and then; where that is rejected, it is taken back,
 * and tried half as often.
 */
final class Learning {

  private static final long SECOND = 1_000_000_000;
  private static final long LONGEST_BETWEEN_TRIALS = 3600 * SECOND;
  private static final int LARGEST_MARGINS = 5;
  private static final int WINDOWS_BETWEEN_TRIALS = 10;

  private final Restriction declared;
  private final long firstMargin;
  private final Evidence evidence;
  private final Rejections rejections = new Rejections();

  private long margin;
  private @Nullable Restriction restriction;

  /** What was in force when the rejections of this event began. */
  private Restriction before;

  /** Whether something else than a stricter limit explains this event. */
  private boolean isExplained;

  /** What was kept before a little more was tried; null if nothing is being tried. */
  private @Nullable Restriction proven;

  /** Whether a shorter window has yet to be tried out, and until when that holds up all others. */
  private boolean isUntried;

  private long heldUntil = Span.LONG_AGO;

  /** The longest time that a rejection has taken from the departure of its request. */
  private long echo;

  private long trialEnd;
  private long nextTrial = Long.MAX_VALUE;
  private long betweenTrials;

  Learning(Restriction declared) {
    this.declared = declared;
    this.before = declared;
    this.evidence = new Evidence(declared.amount(), declared.length());
    this.firstMargin = Span.margin(declared.length());
    this.margin = firstMargin;
  }

  /** The margin that windows of this length never exceed. */
  static long largestMargin(long length) {
    return LARGEST_MARGINS * Span.margin(length);
  }

  /** The margin of windows of this length. */
  long margin(long length) {
    return Math.round((double) Span.margin(length) * margin / firstMargin);
  }

  /** What is kept beside the declared limit; null if nothing. */
  @Nullable Restriction restriction() {
    return restriction;
  }

  /**
   * Draws conclusions from a rejection.
   *
   * @param time when the request left
   * @param stated how long the provider asks to wait; negative if it does not say
   * @param log what has left, the rejected included
   * @param freed when the last amount before that time stopped counting
   */
  void rejected(long now, long time, long amount, long stated, Window log, long freed) {
    echo = Math.max(echo, now - time);
    if (!rejections.isSameEvent(time)) {
      rejections.begin(now);
      evidence.begin();
      before = inForce();
      boolean isTryingOut = time <= heldUntil;
      isExplained = isOfTrial(time) || (!isTryingOut && isAtEdge(time, stated, freed));
    }
    rejections.add(time, amount);
    if (!isExplained) {
      restrict(log, stated);
    }
    nextTrial = now + betweenTrials;
  }

  /** When the next request may leave as far as something is being tried out. */
  long earliest(long now) {
    return Math.max(now, heldUntil);
  }

  /** A request leaves. */
  void admitted(long now) {
    if (isUntried) {
      isUntried = false;
      heldUntil = now + 2 * echo;
    }
  }

  /** Tries a little more if nothing was rejected for long; true if anything has changed. */
  boolean ease(long now) {
    if (now < nextTrial) {
      return false;
    }
    if (proven != null) {
      evidence.forget(); // what was tried has proved right
      proven = null;
    }
    margin -= (margin - firstMargin + 7) / 8;
    Restriction current = restriction;
    if (current != null) {
      proven = current;
      long step = Math.max(1, current.amount() / 10);
      long more = Math.min(declared.amount(), current.amount() + step);
      restriction = more == declared.amount() ? null : new Restriction(more, current.length());
      trialEnd = now + 2 * current.length();
    }
    boolean isDone = margin == firstMargin && restriction == null && proven == null;
    nextTrial = isDone ? Long.MAX_VALUE : now + betweenTrials;
    return true;
  }

  /** Takes back what was tried if that explains a rejection. */
  private boolean isOfTrial(long time) {
    boolean isOfTrial = proven != null && time <= trialEnd;
    if (isOfTrial) {
      restriction = proven;
      betweenTrials = Math.min(2 * betweenTrials, LONGEST_BETWEEN_TRIALS);
    }
    proven = null;
    return isOfTrial;
  }

  /**
   * Grows the margin if jitter explains a rejection: something stopped counting just before the
   * request left, and the provider asks for no more than a moment.
   */
  private boolean isAtEdge(long time, long stated, long freed) {
    long largest = LARGEST_MARGINS * firstMargin;
    long roundedBy = stated % SECOND == 0 ? SECOND : 0;
    boolean isAtEdge =
        margin < largest && time - freed <= 2 * firstMargin && stated <= largest + roundedBy;
    if (isAtEdge) {
      margin = Math.min(2 * margin, largest);
      betweenTrials = Math.max(betweenTrials, WINDOWS_BETWEEN_TRIALS * declared.length());
    }
    return isAtEdge;
  }

  private void restrict(Window log, long stated) {
    evidence.add(rejections, log, stated);
    Restriction concluded = evidence.conclude(before);
    if (concluded != null) {
      restriction = concluded;
      isUntried = concluded.length() < declared.length();
      heldUntil = Span.LONG_AGO;
      betweenTrials = Math.max(WINDOWS_BETWEEN_TRIALS * concluded.length(), 2 * declared.length());
    }
  }

  private Restriction inForce() {
    Restriction current = restriction;
    return current == null ? declared : current;
  }
}
