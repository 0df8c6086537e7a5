package dev.ritmo.runtime.internal.window.infer;

import dev.ritmo.runtime.internal.window.DeclaredWindow;
import dev.ritmo.runtime.internal.window.Inference;
import dev.ritmo.runtime.internal.window.Weights;
import dev.ritmo.runtime.spi.Dimension;
import dev.ritmo.runtime.spi.Limit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells rejections that are nobody's limit from those of a limit that is lower than declared, at
 * little cost. Four ideas carry it; docs/inference.md says what each of them buys.
 *
 * <ol>
 *   <li><em>Doubt is free.</em> After a rejection requests are paced at the declared mean rate
 *       until one that left later is served. Then the rejection meant nothing.
 *   <li><em>Only a majority is an event</em>: three rejected in a row, or many of those that were
 *       on their way together. Then one request at a time probes. The first one that is served ends
 *       the event, and how full each window was tells what it was: a lower limit, shorter windows,
 *       or a storm, after which the whole limit is used again at once.
 *   <li><em>A cap is cheap because it is always being lifted</em>, see {@link Cap}.
 *   <li><em>Compare like with like</em>, see {@link ObservedWindow}.
 * </ol>
 *
 * <p>Providers reject at once and answer late: a probe that was not rejected within {@link
 * #patience()} is taken for served.
 */
public final class RejectionInference implements Inference {

  /** Begins to infer with the first rejection. */
  public static final Factory FACTORY = RejectionInference::new;

  /** What the rejections so far are taken for. */
  private enum State {
    /** Nothing that is not dealt with. */
    CLEAR,
    /** Something that the next answers will tell. */
    DOUBT,
    /** A limit or a storm: one request at a time probes which. */
    EVENT
  }

  private static final long SECOND = 1_000_000_000;
  private static final long HOUR = 3600 * SECOND;
  private static final int IN_A_ROW = 3;
  private static final int BULK = 4;

  /** Of a longer window than others this share at least is enforced, or it is not the cause. */
  private static final double LEAST_SHARE = 0.1;

  private static final long LONGEST_DISTANCE = 60 * SECOND;
  private static final long LEAST_PATIENCE = 2 * SECOND;
  private static final long MOST_PATIENCE = 60 * SECOND;

  private final ObservedWindow[] windows;
  private final AmountHistory requests = new AmountHistory(0);
  private final Rejections event = new Rejections();
  private final Strikes strikes = new Strikes();
  private @Nullable Slices slices;

  private State state = State.CLEAR;

  /** When the rejection came back that began this doubt or event. */
  private long since;

  /** Of what left since then: how many requests, how many of them were rejected. */
  private int sent;

  private int rejected;

  /** When the next request may leave while something is in doubt. */
  private long nextProbe;

  /** Between probes of an event. */
  private long distance;

  /** When the probe left that has not been answered; {@link #NONE} if there is none. */
  private long probe = NONE;

  /** The window in which {@link #firstExpiry} was last looked up in this event. */
  private @Nullable ObservedWindow expiring;

  /** When the first request counts no more there: a probe is worth its price then. */
  private long firstExpiry = NONE;

  private long latestRejection = NONE;

  /** The longest time that a rejection has taken, of late. */
  private long echo;

  private boolean isReleased;

  private static final long NONE = Long.MIN_VALUE / 2;

  private RejectionInference(List<? extends DeclaredWindow> declared) {
    windows =
        declared.stream()
            .map(ObservedWindow::new)
            .sorted(Comparator.comparingLong((ObservedWindow window) -> window.length))
            .toArray(ObservedWindow[]::new);
    for (ObservedWindow window : windows) {
      if (window.limit.dimension() == Dimension.CALLS && requests.isEmpty()) {
        window.declared.replay(requests::add);
      }
    }
  }

  /** To try what would be: calls leave as soon as they may, and nothing is rejected. */
  private RejectionInference(RejectionInference other) {
    windows =
        Arrays.stream(other.windows).map(ObservedWindow::forecast).toArray(ObservedWindow[]::new);
    Slices kept = other.slices;
    if (kept != null) {
      slices = kept.forecast(windows[Arrays.asList(other.windows).indexOf(kept.window)]);
    }
    nextProbe = other.state == State.CLEAR ? NONE : other.nextProbe;
  }

  @Override
  public Inference forecast() {
    return new RejectionInference(this);
  }

  /** After how long without an answer a probe is taken for served. */
  private long patience() {
    return Math.min(MOST_PATIENCE, Math.max(LEAST_PATIENCE, 4 * echo));
  }

  @Override
  public long earliest(long now, Weights weights) {
    boolean mayTry = state == State.CLEAR;
    long earliest = Math.max(now, heldUntil());
    Slices kept = slices;
    if (kept != null) {
      earliest = kept.earliest(earliest, kept.window.amount(weights), mayTry);
    }
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      long amount = window.amount(weights);
      if (cap != null && amount > 0 && !cap.isFaded(now)) {
        earliest =
            mayTry
                ? cap.earliestTrial(earliest, amount, patience())
                : cap.earliest(earliest, amount);
      }
    }
    return earliest;
  }

  private long heldUntil() {
    return switch (state) {
      case CLEAR, DOUBT -> nextProbe;
      case EVENT -> probe == NONE ? firstChance() : probe + patience();
    };
  }

  /** When the next probe of an event leaves: once when the first request counts no more. */
  private long firstChance() {
    return firstExpiry == NONE ? nextProbe : Math.min(nextProbe, firstExpiry);
  }

  @Override
  public void admit(long now, Weights weights) {
    presume(now);
    switch (state) {
      case CLEAR -> {}
      case DOUBT -> {
        sent++;
        boolean isMajority = 2 * rejected >= sent;
        if (!event.isStated() || event.count() > 1) { // one that states a time paces enough
          nextProbe = now + (pace(weights) << (isMajority ? Math.min(rejected, 10) : 0));
        }
      }
      case EVENT -> {
        if (firstExpiry != NONE && now >= firstExpiry) {
          firstExpiry = NONE; // once is enough
        }
        sent++;
        probe = now;
        nextProbe = Math.max(nextProbe, now + distance);
      }
    }
    boolean mayTry = state == State.CLEAR;
    Slices kept = slices;
    if (kept != null) {
      kept.admit(now, kept.window.amount(weights), mayTry);
    }
    for (ObservedWindow window : windows) {
      long amount = window.amount(weights);
      Cap cap = window.cap;
      if (cap != null && amount > 0) {
        cap.admit(now, amount, mayTry);
      }
      window.admit(now, amount);
    }
    requests.add(now, 1);
    strikes.sent();
  }

  /** Takes what was not answered in time for served, and gives up what was not confirmed. */
  private void presume(long now) {
    if (state == State.EVENT && probe != NONE && probe + patience() <= now) {
      boolean unused = served(now, probe, Weights.ONE_CALL);
    }
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null) {
        cap.presume(now, patience());
        giveUp(window, cap, now);
      }
    }
  }

  private static void giveUp(ObservedWindow window, Cap cap, long now) {
    if (cap.isFaded(now) || cap.amount() >= window.limit.amount()) {
      window.cap = null;
    }
  }

  /** The time between two requests at the declared mean rate, at most a second. */
  private long pace(Weights weights) {
    long longest = 0;
    for (int i = windows.length - 1; i >= 0; i--) {
      ObservedWindow window = windows[i];
      double share = (double) window.amount(weights) / window.limit.amount();
      if (isShortestOfItsDimension(i)) {
        longest = Math.max(longest, (long) (window.length * share));
      }
    }
    return Math.min(SECOND, longest);
  }

  private boolean isShortestOfItsDimension(int index) {
    for (int i = 0; i < index; i++) {
      if (windows[i].limit.dimension() == windows[index].limit.dimension()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void giveBack(long now, long left, Weights weights) {
    for (ObservedWindow window : windows) {
      window.correct(left, -window.amount(weights));
    }
    forget(left);
  }

  @Override
  public void settle(long now, long left, Dimension dimension, long reserved, long used) {
    for (ObservedWindow window : windows) {
      if (window.limit.dimension() == dimension) {
        window.correct(used < reserved ? left : now, used - reserved);
      }
    }
  }

  @Override
  public void reject(
      long now,
      long left,
      Weights weights,
      @Nullable Dimension meant,
      long stated,
      boolean isTimely) {
    latestRejection = now;
    echo = Math.max(now - left, echo - echo / 8);
    strikes.rejected();
    if (isExplained(now, left, weights)) {
      return;
    }
    if (state == State.CLEAR) {
      doubt(now);
    }
    event.add(left, meant, stated > 0);
    for (ObservedWindow window : windows) {
      long arrived = isTimely ? left + window.jitter : now;
      boolean isEvidence = window.isOf(meant) && isLongEnough(window, stated);
      window.reject(left, window.amount(weights), isEvidence ? arrived : ObservedWindow.NEVER);
    }
    if (left == probe) {
      probe = NONE;
    }
    if (left < since) {
      considerBulk(now);
    } else {
      rejected++;
      if (state == State.EVENT) {
        growDistance(now);
      } else if (rejected >= IN_A_ROW && 2 * rejected >= sent) {
        beginEvent(now);
      } else {
        considerBulk(now);
      }
    }
    if (state == State.EVENT) {
      expectExpiry();
    }
  }

  /** A provider that states a time has a window at least as long, but for rounding. */
  private static boolean isLongEnough(ObservedWindow window, long stated) {
    long roundedBy = stated % SECOND == 0 ? SECOND : window.jitter;
    return stated <= window.length + roundedBy;
  }

  /** Whether the request was a trial of a cap or of slices, whose rejection is no surprise. */
  private boolean isExplained(long now, long left, Weights weights) {
    boolean isExplained = slices != null && slices.reject(now, left);
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      isExplained |= cap != null && cap.reject(now, left);
    }
    if (isExplained) {
      for (ObservedWindow window : windows) {
        window.reject(left, window.amount(weights), ObservedWindow.NEVER);
      }
    }
    return isExplained;
  }

  private void doubt(long now) {
    state = State.DOUBT;
    since = now;
    sent = 0;
    rejected = 0;
    nextProbe = now;
    probe = NONE;
    event.clear();
    for (ObservedWindow window : windows) {
      window.leastRejected = ObservedWindow.UNKNOWN;
    }
  }

  /** Whether most of those that were on their way together were rejected. */
  private void considerBulk(long now) {
    if (state == State.DOUBT && event.count() >= BULK) {
      long sentWithThem = requests.after(event.firstLeft() - 1);
      if (2L * event.count() >= sentWithThem) {
        beginEvent(now);
      }
    }
  }

  private void beginEvent(long now) {
    state = State.EVENT;
    distance = Math.min(windows[0].length / 8, SECOND);
    nextProbe = now + distance;
    probe = NONE;
    expiring = null;
    firstExpiry = NONE;
  }

  /** A probe was rejected: the next one comes later. */
  private void growDistance(long now) {
    ObservedWindow full = explaining();
    long age = now - since;
    long bound = Math.max(full == null ? windows[0].length / 4 : full.length / 2, age / 4);
    long most = age > HOUR ? Cap.FADE : LONGEST_DISTANCE;
    distance = Math.min(2 * distance, Math.min(bound, most));
    nextProbe = now + distance;
  }

  /** The shortest window that explains the rejections of this event. */
  private @Nullable ObservedWindow explaining() {
    for (ObservedWindow window : windows) {
      if (window.isOf(event.meant()) && window.explains()) {
        return window;
      }
    }
    return null;
  }

  private void expectExpiry() {
    ObservedWindow full = explaining();
    if (full == null || full == expiring) {
      return;
    }
    expiring = full;
    long counted = event.firstLeft() - full.length;
    firstExpiry = full.kept.firstAfter(counted) + full.length + full.declared.margin();
  }

  @Override
  public boolean end(long now, long left, Weights weights, Outcome outcome) {
    return switch (outcome) {
      case SERVED -> served(now, left, weights);
      case UNKNOWN -> forget(left);
    };
  }

  private boolean forget(long left) {
    for (ObservedWindow window : windows) {
      if (window.cap != null) {
        window.cap.forget(left);
      }
    }
    if (slices != null) {
      slices.forget(left);
    }
    boolean wasProbe = left == probe;
    if (wasProbe) {
      probe = NONE;
    }
    return wasProbe;
  }

  private boolean served(long now, long left, Weights weights) {
    boolean hasChanged = false;
    if (slices != null && slices.serve(left)) {
      slices = null;
      hasChanged = true;
    }
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null) {
        hasChanged |= cap.serve(now, left, window.amount(weights));
        giveUp(window, cap, now);
        hasChanged |= window.cap == null;
      }
    }
    if (left == probe) {
      probe = NONE;
    }
    boolean tells =
        switch (state) {
          case CLEAR -> false;
          case DOUBT -> left >= since || left > event.lastLeft() + windows[0].jitter;
          case EVENT -> left >= since;
        };
    if (tells) {
      conclude(now, left);
    }
    return hasChanged || tells;
  }

  /** A request was served that left after it was known that others were rejected. */
  private void conclude(long now, long left) {
    boolean wasEvent = state == State.EVENT;
    state = State.CLEAR;
    nextProbe = NONE;
    ObservedWindow full = stillExplaining(left);
    if (wasEvent) {
      concludeEvent(now, full);
      return;
    }
    if (event.count() == 1) {
      for (ObservedWindow window : windows) {
        if (window.isOf(event.meant()) && window.isAtEdge(event.firstLeft())) {
          window.margin.rejectedAtEdge(now);
        }
      }
    }
    if (full == null) {
      strikes.clear();
      isReleased = true;
    } else if (strikes.add(left - since >= full.length / 4, event.isStated(), full)) {
      strikes.clear();
      lower(full, 0, now);
    }
  }

  private void concludeEvent(long now, @Nullable ObservedWindow full) {
    if (full != null) {
      lower(full, distance, now);
      return;
    }
    ObservedWindow sliced = ofMeantDimension();
    Slices found = sliced == null ? null : Slices.explaining(sliced, event, now);
    if (found != null) {
      slices = found;
    }
    for (ObservedWindow window : windows) {
      window.cap = null;
    }
    isReleased = found == null;
  }

  private @Nullable ObservedWindow ofMeantDimension() {
    for (ObservedWindow window : windows) {
      if (window.isOf(event.meant())) {
        return window;
      }
    }
    return null;
  }

  /**
   * The window that still explains the rejections of this event, although a request was served: of
   * several the one that need be restricted least.
   */
  private @Nullable ObservedWindow stillExplaining(long servedLeft) {
    ObservedWindow least = null;
    for (int i = 0; i < windows.length; i++) {
      ObservedWindow window = windows[i];
      boolean isLikely = isShortestOfItsDimension(i) || window.share() >= LEAST_SHARE;
      boolean explains = window.isOf(event.meant()) && window.explainsDespite(servedLeft);
      if (explains && isLikely && (least == null || window.share() > least.share())) {
        least = window;
      }
    }
    return least;
  }

  private void lower(ObservedWindow window, long firstDistance, long now) {
    long amount = window.leastRejected;
    if (amount < window.limit.amount()) {
      window.cap = new Cap(window, amount, event.count(), firstDistance, now);
    }
  }

  @Override
  public void report(long now, Dimension dimension, long most) {
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null && window.limit.dimension() == dimension && cap.amount() < most) {
        window.cap = null;
      }
    }
  }

  @Override
  public boolean isUncertain(long now) {
    return state != State.CLEAR;
  }

  @Override
  public boolean isOver(long now) {
    if (state != State.CLEAR || slices != null || now - latestRejection < Cap.FADE) {
      return false;
    }
    for (ObservedWindow window : windows) {
      boolean isKept = window.cap != null && !window.cap.isFaded(now);
      if (isKept || !window.margin.isOver()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean takeRelease() {
    boolean isNew = isReleased;
    isReleased = false;
    return isNew;
  }

  @Override
  public @Nullable Inferred inferredFor(Limit declared) {
    for (ObservedWindow window : windows) {
      Cap cap = window.cap;
      if (cap != null && window.limit.equals(declared)) {
        Limit limit = limit(declared, cap.amount(), window.length);
        return new Inferred(limit, cap.since, cap.evidence, cap.latestRejection());
      }
    }
    Slices kept = slices;
    if (kept != null && kept.window.limit.equals(declared)) {
      Limit limit = limit(declared, kept.amount, kept.length);
      return new Inferred(limit, kept.since, kept.evidence, kept.latestRejection());
    }
    return null;
  }

  private static Limit limit(Limit declared, long amount, long length) {
    TimeUnit unit = largestUnit(length);
    long period = unit.convert(length, TimeUnit.NANOSECONDS);
    return new Limit(declared.dimension(), amount, amount, period, unit);
  }

  /** The largest unit, for people, of which the length is a whole number. */
  private static TimeUnit largestUnit(long length) {
    for (TimeUnit unit : List.of(TimeUnit.SECONDS, TimeUnit.MILLISECONDS, TimeUnit.MICROSECONDS)) {
      if (length % unit.toNanos(1) == 0) {
        return unit;
      }
    }
    return TimeUnit.NANOSECONDS;
  }
}
